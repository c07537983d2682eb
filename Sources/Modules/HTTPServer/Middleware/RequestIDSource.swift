import Synchronization

/// Makes request ids: 32 hexadecimal digits, of which the first 16 are random and drawn once, and the others a count.
///
/// The count makes ids unique within the process and the random half among processes. Asking the system for random bits
/// at each request would cost two system calls and add nothing: an id is a name, not a secret.
package final class RequestIDSource: Sendable {
  private let process: UInt64
  private let start: UInt64
  private let count = Atomic<UInt64>(0)

  /// `random` gives 64 random bits at each call.
  package init(random: () -> UInt64 = { UInt64.random(in: .min ... .max) }) {
    process = random()
    start = random()
  }

  package func next() -> String {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    let bits = UInt128(process) << 64 | UInt128(Self.mixed(start &+ number))
    return String(unsafeUninitializedCapacity: 32) { octets in
      var rest = bits
      for index in (0..<32).reversed() {
        octets[index] = Self.digits.utf8Start[Int(rest & 0xF)]
        rest >>= 4
      }
      return 32
    }
  }

  private static let digits: StaticString = "0123456789abcdef"

  /// The output function of SplitMix64: a bijection, so different counts stay different, whose values look unrelated.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

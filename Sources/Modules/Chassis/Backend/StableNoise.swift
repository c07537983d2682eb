/// Numbers that look random and never change: the same name and index give the same number in every process, so that all
/// instances of a service agree on the sample data without talking to each other.
package struct StableNoise: Sendable {
  private let seed: UInt64

  package init(_ name: String) {
    // FNV-1a, 64 bits.
    seed = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// A number in 0..<1.
  package func fraction(_ index: Int) -> Double {
    Double(bits(index) >> 11) * 0x1p-53
  }

  /// A number in -1..<1.
  package func signed(_ index: Int) -> Double { fraction(index) * 2 - 1 }

  /// A whole number of `range`.
  package func integer(_ index: Int, in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(fraction(index) * Double(range.count))
  }

  /// SplitMix64 of seed and index.
  private func bits(_ index: Int) -> UInt64 {
    var z = seed &+ UInt64(bitPattern: Int64(index)) &* 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

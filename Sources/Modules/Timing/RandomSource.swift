/// Where chance comes from: the system, or a seed that makes a test run the same way each time.
package struct RandomSource: Sendable, RandomNumberGenerator {
  private let draw: @Sendable () -> UInt64

  package init(_ draw: @escaping @Sendable () -> UInt64) {
    self.draw = draw
  }

  /// Cannot be foretold by those who see earlier numbers (`getrandom(2)`).
  package static let system = RandomSource { UInt64.random(in: .min ... .max) }

  package func next() -> UInt64 {
    draw()
  }

  /// `duration` times a factor within `1 - fraction` and `1 + fraction`, so that what began together does not stay so.
  package func jittered(_ duration: Duration, by fraction: Double) -> Duration {
    var generator = self
    return duration * Double.random(in: (1 - fraction)...(1 + fraction), using: &generator)
  }
}

/// Small and fast, and foretellable: for choices that nobody gains from foretelling, such as which instance gets a
/// request, and for tests (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
package struct SplitMix64: Sendable, RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

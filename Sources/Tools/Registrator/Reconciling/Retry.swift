import Timing

/// When something that failed may be tried again: ever more seldom.
struct Retry: Sendable {
  private(set) var failures = 0
  /// Nil for at any time.
  private(set) var notBefore: TimeSource.Instant?

  func isDue(at now: TimeSource.Instant) -> Bool {
    notBefore.map { $0 <= now } ?? true
  }

  mutating func fail(at now: TimeSource.Instant, random: RandomSource) {
    failures += 1
    let delay = min(Self.longest, Self.first * (1 << min(failures - 1, 16)))
    notBefore = now.advanced(by: random.jittered(delay, by: 0.2))
  }

  mutating func succeed() {
    self = Retry()
  }

  static let first = Duration.seconds(1)
  static let longest = Duration.seconds(30)
}

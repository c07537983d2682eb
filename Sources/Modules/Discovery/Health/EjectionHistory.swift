/// How long the next ejection takes: twice as long as the one before, and by one step less for each length of an ejection
/// that was spent well. In seconds.
struct EjectionHistory: Sendable {
  /// Ejections that are not forgiven yet.
  private(set) var level = 0
  private var recoveredAt: Moment?

  mutating func nextLength(at now: Moment, _ policy: DetectionPolicy) -> Double {
    forgive(at: now, policy)
    recoveredAt = nil
    let length = Self.length(level, policy)
    if length < policy.longestEjection.inSeconds { level += 1 }
    return length
  }

  /// The length once more, for an endpoint that is ejected and failed a request that had nowhere else to go: the ones that
  /// fail together must not each count as an ejection.
  func currentLength(_ policy: DetectionPolicy) -> Double {
    Self.length(max(0, level - 1), policy)
  }

  mutating func recover(at now: Moment) {
    recoveredAt = now
  }

  private mutating func forgive(at now: Moment, _ policy: DetectionPolicy) {
    guard let recoveredAt else { return }
    var good = now.since(recoveredAt)
    while level > 0, good >= Self.length(level - 1, policy) {
      level -= 1
      good -= Self.length(level, policy)
    }
  }

  private static func length(_ level: Int, _ policy: DetectionPolicy) -> Double {
    // 2^62 seconds would be cut off anyway.
    min(policy.firstEjection.inSeconds * Double(1 << min(level, 62)), policy.longestEjection.inSeconds)
  }
}

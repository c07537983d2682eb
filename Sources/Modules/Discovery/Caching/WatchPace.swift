import Timing

/// When the next blocking query may begin: one a second, two at once. A registry that answers at once, each time, must
/// not be asked without end.
struct WatchPace {
  static let interval: Duration = .seconds(1)
  static let burst = 2

  /// The instant at which all tokens are there again.
  private var fullAt: TimeSource.Instant?

  /// Takes a token; the query may begin at the instant that is returned.
  mutating func next(at now: TimeSource.Instant) -> TimeSource.Instant {
    let full = max(fullAt ?? now, now)
    fullAt = full.advanced(by: Self.interval)
    return max(now, full.advanced(by: Self.interval * (1 - Self.burst)))
  }
}

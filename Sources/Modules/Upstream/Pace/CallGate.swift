import Timing

/// How often a provider may be asked.
package struct CallRate: Sendable, Hashable {
  package var calls: Int
  package var per: Duration
  /// Calls at once after a pause.
  package var burst: Int

  package init(calls: Int, per: Duration, burst: Int) {
    self.calls = calls
    self.per = per
    self.burst = burst
  }
}

/// Keeps calls below a provider's limit, and away from one that asked for a rest or that is down.
///
/// A token bucket, a cool-down, and a breaker whose pauses double: a provider that does not answer would otherwise cost
/// each caller its whole time limit.
struct CallGate: Sendable {
  /// What to do with a call now.
  enum Admission: Sendable, Hashable {
    /// It may go after this wait, for which its place is kept.
    case go(after: Duration)
    /// The provider wants, or should get, a rest of this length.
    case rest(Duration)
    /// It failed again and again; the next attempt is due after this time.
    case down(Duration)
  }

  /// Failures in a row after which a provider is left alone.
  static let failuresToPause = 3
  static let longestPause = Duration.seconds(30)

  private let rate: CallRate?
  /// Below zero where calls that were admitted still wait for their turn.
  private var tokens: Double
  private var filledAt: TimeSource.Instant
  private var restsUntil: TimeSource.Instant?
  private var failures = 0
  private var pausedUntil: TimeSource.Instant?

  init(_ rate: CallRate?, at now: TimeSource.Instant) {
    self.rate = rate
    tokens = Double(rate?.burst ?? 0)
    filledAt = now
  }

  /// Takes a token where the call may go within `patience`.
  mutating func admit(at now: TimeSource.Instant, patience: Duration = .zero) -> Admission {
    if let restsUntil, now < restsUntil { return .rest(restsUntil - now) }
    if let pausedUntil, now < pausedUntil { return .down(pausedUntil - now) }
    // The one call that finds out whether the provider is back; others wait for its outcome or the next pause.
    if pausedUntil != nil { pausedUntil = now.advanced(by: Self.pause(after: failures)) }
    guard let rate else { return .go(after: .zero) }
    let interval = rate.per / rate.calls
    tokens = min(Double(rate.burst), tokens + (now - filledAt) / interval)
    filledAt = now
    let wait = tokens >= 1 ? .zero : interval * (1 - tokens)
    guard wait <= patience else { return .rest(wait) }
    tokens -= 1
    return .go(after: wait)
  }

  mutating func succeeded() {
    failures = 0
    pausedUntil = nil
  }

  /// The provider gave no usable answer.
  mutating func failed(at now: TimeSource.Instant) {
    failures += 1
    if failures >= Self.failuresToPause { pausedUntil = now.advanced(by: Self.pause(after: failures)) }
  }

  /// The provider said that it has had too many calls.
  mutating func rest(for duration: Duration, at now: TimeSource.Instant) {
    restsUntil = max(restsUntil ?? now, now.advanced(by: duration))
  }

  private static func pause(after failures: Int) -> Duration {
    min(longestPause, .seconds(1 << min(max(0, failures - failuresToPause), 5)))
  }
}

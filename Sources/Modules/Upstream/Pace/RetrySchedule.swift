import Timing

/// Whether and when a call that failed is made again: at most twice, after a random part of a pause that doubles, so that
/// callers that failed together do not come back together.
struct RetrySchedule: Sendable {
  static let mostRetries = 2
  static let firstPause = Duration.milliseconds(200)
  static let longestPause = Duration.seconds(2)

  private var retries = 0

  /// How many were begun.
  var attempts: Int { retries + 1 }

  /// How long to wait before the next attempt; nil where there is none, because enough were made or the time is over.
  mutating func nextPause(
    until deadline: Deadline, at now: TimeSource.Instant, random: inout some RandomNumberGenerator
  ) -> Duration? {
    let most = min(Self.longestPause, Self.firstPause * (1 << min(retries, 8)))
    let pause = most * Double.random(in: 0...1, using: &random)
    return self.pause(of: pause, until: deadline, at: now) ? pause : nil
  }

  /// Whether there may be another attempt after a wait of `length`, such as the provider asks for.
  mutating func pause(of length: Duration, until deadline: Deadline, at now: TimeSource.Instant) -> Bool {
    guard retries < Self.mostRetries, length <= Self.longestPause, length < deadline.remaining(at: now) else {
      return false
    }
    retries += 1
    return true
  }
}

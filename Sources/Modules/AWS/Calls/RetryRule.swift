import Timing

/// When a call is made again, and after how long: full jitter, so that those who failed together do not come back
/// together.
package struct RetryRule: Sendable {
  /// Calls in all, the first included.
  package var attempts: Int
  /// The longest first wait after a fault that may be over at once; each further wait may be twice as long.
  package var pause: Duration
  /// The same where the service is asked too often: Route 53 allows an account 5 requests a second.
  package var pauseWhenThrottled: Duration
  package var longestPause: Duration

  package init(
    attempts: Int = 10, pause: Duration = .milliseconds(100), pauseWhenThrottled: Duration = .seconds(1),
    longestPause: Duration = .seconds(20)
  ) {
    self.attempts = attempts
    self.pause = pause
    self.pauseWhenThrottled = pauseWhenThrottled
    self.longestPause = longestPause
  }

  /// - Parameter attempt: The one that failed with `error`, from 1.
  /// - Returns: How long to wait before the next; nil where there is to be none.
  func wait(after attempt: Int, _ error: AWSError, random: RandomSource) -> Duration? {
    guard attempt < attempts, error.isThrottling || error.isTransient else { return nil }
    let first = error.isThrottling ? pauseWhenThrottled : pause
    let longest = min(longestPause, first * (1 << min(attempt - 1, 20)))
    var generator = random
    return longest * Double.random(in: 0...1, using: &generator)
  }
}

extension AWSError {
  private static let throttling: Set<String> = [
    "BandwidthLimitExceeded", "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown", "Throttling",
    "ThrottledException", "ThrottlingException", "TooManyRequestsException", "TransactionInProgressException",
  ]

  /// Asked too often, or while an earlier change is still being made.
  package var isThrottling: Bool { Self.throttling.contains(code.description) || status == 429 }

  /// May be over by the next time: a fault of the service or of the way to it.
  package var isTransient: Bool {
    switch code {
    case .unreachable, "RequestTimeout", "RequestTimeoutException": true
    default: status.map { $0 >= 500 } ?? false
    }
  }
}

import Timing

/// How long one attempt may take.
struct AttemptPlan: Sendable, Equatable {
  var timeout: Duration
  var connectTimeout: Duration
  /// It has the time that an instance should need, so running out of it says something about the instance.
  var isPatient: Bool

  /// Nil where so little is left that the answer would come too late: the instance is spared the work.
  ///
  /// - Parameters:
  ///   - usual: How long half of the answers take; nil where that is not known.
  ///   - mayBeFollowed: Whether another attempt could follow a timeout. Where none can, cutting this one short wins
  ///     nothing, so it has all that is left.
  init?(
    at now: TimeSource.Instant, deadline: Deadline, policy: CallPolicy, usual: Duration?, mayBeFollowed: Bool
  ) {
    let remaining = deadline.remaining(at: now)
    guard remaining >= max(usual ?? .zero, .milliseconds(1)) else { return nil }
    timeout = mayBeFollowed ? min(remaining, policy.attemptTimeout) : remaining
    connectTimeout = min(policy.connectTimeout, timeout)
    isPatient = timeout >= min(policy.attemptTimeout, policy.deadline / 2)
  }

  /// For ``HTTPField/Name/expectedTimeout``.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = timeout.components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}

/// Sees from the outcomes of ordinary requests that an endpoint is worse than it should be.
struct OutlierDetector: Sendable {
  private var failuresInARow = 0
  private var window = OutcomeWindow()

  /// Why the endpoint should be ejected now; nil where it should not.
  mutating func record(_ outcome: Outcome, at now: Moment, _ policy: DetectionPolicy) -> EjectionReason? {
    switch outcome {
    case .success:
      failuresInARow = 0
      window.add(failed: false, at: now)
      return nil
    case .connectFailure:
      // A refusal leaves no doubt, and a wrong guess costs one second of one endpoint.
      return .connectFailure
    case .serverError, .reset, .timeout:
      failuresInARow += 1
      window.add(failed: true, at: now)
      return softReason(at: now, policy)
    // "Too much to do" comes from an instance that works; taking it out would give the others more to do. That the caller
    // has left says nothing at all.
    case .overloaded, .cancelled: return nil
    }
  }

  private func softReason(at now: Moment, _ policy: DetectionPolicy) -> EjectionReason? {
    if failuresInARow >= policy.consecutiveFailures { return .consecutiveFailures(failuresInARow) }
    let (requests, failures) = window.counts(at: now)
    guard requests >= policy.minimumRequests else { return nil }
    let rate = Double(requests - failures) / Double(requests)
    return rate < policy.successRate ? .successRate(rate) : nil
  }
}

extension Outcome {
  /// Speaks against the endpoint.
  package var isFailure: Bool {
    switch self {
    case .serverError, .connectFailure, .reset, .timeout: true
    case .success, .overloaded, .cancelled: false
    }
  }

  /// The endpoint may be gone: who sees this asks for an early refresh of the set.
  package var suggestsRefresh: Bool { self == .connectFailure }
}

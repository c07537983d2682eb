import Discovery
import Timing

/// Waiting for a service that is not there yet. Shortly after the start that is no reason to fail: those who start
/// together need not start in order.
extension Cluster {
  /// How often those who wait for an instance to become available look again.
  static let patience = Duration.milliseconds(100)

  /// Returns once instances are known. Only the first callers of a service wait here: later ones use what is known, however
  /// old, while it is found anew.
  func awaitInstances(until deadline: Deadline) async throws(ServiceCallError) {
    do throws(ResolutionFailure) {
      if time.now() < patientUntil {
        try await cache.waitUntilKnown(deadline: deadline)
      } else {
        try await cache.wait(deadline: deadline)
      }
    } catch {
      throw ServiceCallError(error, of: service)
    }
  }

  /// Whether an instance became available after none could be reached, so that the call goes on.
  func isReady(
    _ request: ServiceRequest, _ progress: inout CallProgress, _ deadline: Deadline
  ) async throws(ServiceCallError) -> Bool {
    guard request.rule.isOutermost, request.isReplayable else { return false }
    while isPatient(until: deadline) {
      try await sleep(for: Self.patience, attempts: progress.attempts)
      let now = time.now()
      // No instance is asked for this: the prober finds out who serves.
      guard cache.touch(at: now), balancer.report(at: now).contains(where: { $0.state == .available }) else { continue }
      progress.forgetTried()
      return true
    }
    return false
  }

  private func isPatient(until deadline: Deadline) -> Bool {
    let now = time.now()
    return now < patientUntil && deadline.remaining(at: now) > Self.patience
  }
}

import ServiceClient
import Timing

/// Calls a backend. What the routes know of how backends are found and chosen.
protocol BackendCaller: Sendable {
  /// The answer of an instance, whatever its status.
  func call(
    _ backend: Backend, _ request: ServiceRequest, deadline: Deadline?
  ) async throws(ServiceCallError) -> ServiceAnswer
}

import DNS
import Discovery
import HTTPClient
import ServiceClient
import Synchronization
import Timing

@testable import Portal

/// Gives one outcome for every call, and remembers the calls.
final class ScriptedCaller: BackendCaller {
  struct Call: Sendable {
    var backend: Backend
    var request: ServiceRequest
    var deadline: Deadline?
  }

  private let log = Mutex<[Call]>([])
  private let outcome: Result<ClientResponse, ServiceCallError>
  private let attempts: Int

  init(_ outcome: Result<ClientResponse, ServiceCallError>, attempts: Int = 1) {
    self.outcome = outcome
    self.attempts = attempts
  }

  var calls: [Call] { log.withLock { $0 } }

  func call(
    _ backend: Backend, _ request: ServiceRequest, deadline: Deadline?
  ) async throws(ServiceCallError) -> ServiceAnswer {
    log.withLock { $0.append(Call(backend: backend, request: request, deadline: deadline)) }
    let instance = ServiceInstance(endpoint: Endpoint(address: .v4(0x0A00_0001), port: 4567))
    return ServiceAnswer(
      response: try outcome.get(), instance: instance, attempts: attempts, timings: CallTimings())
  }
}

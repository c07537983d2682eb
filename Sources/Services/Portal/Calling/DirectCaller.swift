import Chassis
import FoundationEssentials
import HTTPClient
import HTTPServer
import HTTPTypes
import Logging

/// Calls the instances that configuration lists, in turn.
///
/// One more attempt, on another instance, follows a connection that was never made: nothing was sent, so it is safe
/// whatever the request, and one instance that stopped goes unnoticed. Everything shares one deadline.
struct DirectCaller: BackendCaller {
  /// One service: who is next, and what happened so far.
  struct Service: Sendable {
    var picker: any EndpointPicker
    var ledger: EndpointLedger
  }

  struct Limits: Sendable {
    var deadline: Duration
    var connectTimeout: Duration
    var attempts = 2
  }

  var strategy: String
  var services: [Backend: Service]
  var limits: Limits
  var transport: any Transport
  var logger: Logger
  var now: @Sendable () -> ContinuousClock.Instant = { .now }
  var today: @Sendable () -> Date = { Date() }

  func call(_ backend: Backend, _ request: BackendRequest) async throws -> BackendAnswer {
    guard let service = services[backend] else { throw BackendFailure.noInstance(of: backend) }
    let deadline = now().advanced(by: limits.deadline)
    var tried: [HostPort] = []
    var lastError: ClientError?
    while tried.count < limits.attempts, let endpoint = service.picker.pick(excluding: tried) {
      let remaining = deadline - now()
      guard remaining > .zero else { break }
      tried.append(endpoint)
      service.ledger.began(endpoint, at: today())
      do {
        let response = try await transport.execute(clientRequest(request, endpoint, within: remaining))
        return BackendAnswer(response: response, endpoint: endpoint)
      } catch let error as ClientError {
        if error.code == .cancelled { throw CancellationError() }
        service.ledger.failed(endpoint, because: error.message)
        lastError = error
        guard error.nothingWasSent else { break }
        log(error, backend, endpoint, request)
      }
    }
    guard let lastError else { throw BackendFailure.noInstance(of: backend) }
    throw BackendFailure(lastError, of: backend, within: limits.deadline)
  }

  func report() -> DiscoveryReport {
    DiscoveryReport(
      strategy: strategy,
      services: Backend.allCases.map { backend in
        DiscoveryReport.Service(backend: backend, endpoints: services[backend]?.ledger.all ?? [])
      })
  }

  private func clientRequest(
    _ request: BackendRequest, _ endpoint: HostPort, within remaining: Duration
  ) -> ClientRequest {
    ClientRequest(
      url: "http://\(endpoint)\(request.target)", fields: request.fields, timeout: remaining,
      connectTimeout: limits.connectTimeout)
  }

  private func log(_ error: ClientError, _ backend: Backend, _ endpoint: HostPort, _ request: BackendRequest) {
    logger.warning(
      "no connection to an instance",
      metadata: [
        "service": "\(backend.name)", "endpoint": "\(endpoint)", "error": "\(error)",
        "request_id": "\(request.fields[.xRequestID] ?? "")",
      ])
  }
}

extension DirectCaller {
  /// The caller that `configuration` asks for.
  init(_ configuration: PortalConfiguration, transport: any Transport, logger: Logger) {
    var random = SystemRandomNumberGenerator()
    let services = configuration.endpoints.mapValues { endpoints in
      Service(picker: RoundRobin(endpoints, using: &random), ledger: EndpointLedger(endpoints))
    }
    self.init(
      strategy: configuration.strategy.rawValue, services: services,
      limits: Limits(deadline: configuration.deadline, connectTimeout: configuration.connectTimeout),
      transport: transport, logger: logger)
  }
}

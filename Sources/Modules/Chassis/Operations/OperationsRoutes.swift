import HTTPServer
import HTTPTypes
import NIOCore

/// The routes that every service has for those who run it.
///
/// `/health` says whether the process lives and depends on nothing else: an orchestrator that restarts what is
/// unhealthy must not restart a service because its neighbour is down. `/ready` says whether it should get requests.
struct OperationsRoutes: Sendable {
  let state: ServiceState
  let checks: [ReadinessCheck]
  let information: ServiceInformation
  let openAPI: ByteBuffer
  let metrics: MetricsRegistry

  static let paths: Set<String> = ["/health", "/ready", "/metrics", "/info", "/openapi.json"]

  func add(to router: inout Router) {
    router.get("/health") { _ in Self.uncached(health()) }
    router.get("/ready") { _ in Self.uncached(try await ready()) }
    router.get("/metrics") { _ in PrometheusText.response(metrics.text + ProcessMetrics.text()) }
    router.get("/info") { _ in Self.uncached(try information.response()) }
    router.get("/openapi.json") { _ in .json(openAPI) }
  }

  func health() -> Response {
    switch state.phase {
    case .starting, .serving: .json(ByteBuffer(string: #"{"status":"OK"}"#))
    case .draining: .json(ByteBuffer(string: #"{"status":"draining"}"#), status: .serviceUnavailable)
    }
  }

  func ready() async throws -> Response {
    switch state.phase {
    case .starting: return try Self.notReady("starting", ["the service is starting"])
    case .draining: return try Self.notReady("draining", ["the service is stopping"])
    case .serving: break
    }
    var reasons: [String] = []
    for check in checks {
      if let fault = await check.fault() { reasons.append("\(check.name): \(fault)") }
    }
    guard reasons.isEmpty else { return try Self.notReady("not ready", reasons) }
    return .json(ByteBuffer(string: #"{"status":"ready"}"#))
  }

  private static func notReady(_ status: String, _ reasons: [String]) throws -> Response {
    struct Answer: Encodable {
      var status: String
      var reasons: [String]
    }
    return try .encoding(Answer(status: status, reasons: reasons), status: .serviceUnavailable)
  }

  /// These answers are true at the moment they are given only.
  private static func uncached(_ response: Response) -> Response {
    var response = response
    response.fields[.cacheControl] = "no-store"
    return response
  }
}

import Discovery
import HTTPClient
import HTTPTypes

/// Whether an endpoint serves: it takes a connection, and answers to `GET /health` with anything but a server's error.
/// 503 is what a service says that is about to stop; 404 says that it lives.
struct HealthProbe: Sendable {
  static let path = "/health"

  let host: String?
  let policy: CallPolicy
  let transport: any Transport

  func serves(_ endpoint: Endpoint) async -> Bool {
    var fields: HTTPFields = [.accept: "application/json"]
    if let host { fields[.hostField] = host }
    let request = ClientRequest(
      url: "http://\(endpoint)\(Self.path)", fields: fields, timeout: policy.attemptTimeout,
      connectTimeout: policy.connectTimeout, maximumBodyBytes: 64 * 1024)
    guard let response = try? await transport.execute(request) else { return false }
    return response.status.code < 500
  }
}

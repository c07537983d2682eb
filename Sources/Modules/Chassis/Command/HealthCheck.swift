import HTTPClient
import HTTPTypes

/// What `healthcheck` does: asks the service on this host, as configured by the same environment, for its health. The
/// images hold no other program that could.
struct HealthCheck: Sendable {
  let url: String

  init(_ listen: ListenAddress) {
    url = "http://\(HostPort(host: listen.reachableHost, port: listen.port))/health"
  }

  /// Returns where the service is well, else throws ``Fault``.
  func run() async throws {
    let client = Client(configuration: ClientConfiguration(userAgent: "healthcheck"))
    let request = ClientRequest(url: url, timeout: .seconds(4), maximumBodyBytes: 64 * 1024)
    let result = await Result.of { try await client.execute(request) }
    await client.shutdown()
    let status = try result.get().status
    guard status == .ok else { throw Fault(description: "\(url) answered \(status.code)") }
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }
}

extension Result where Failure == any Error {
  fileprivate static func of(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

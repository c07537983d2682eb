import Discovery
import Foundation
import HTTPClient
import HTTPTypes
import NIOCore
import Testing

extension ConsulAgent {
  private static let client = Client(configuration: ClientConfiguration(userAgent: "end-to-end"))

  /// Registers `weather-<number>` at 10.0.0.`number`, without a check, so that it passes.
  func register(_ number: Int, port: Int = 4567, weight: Int = 1) async throws {
    let json = """
      {"ID": "weather-\(number)", "Name": "weather", "Address": "10.0.0.\(number)", "Port": \(port),
      "Weights": {"Passing": \(weight), "Warning": 1}}
      """
    try await put("/v1/agent/service/register", json)
  }

  func deregister(_ number: Int) async throws {
    try await put("/v1/agent/service/deregister/weather-\(number)", "")
  }

  private func put(_ path: String, _ body: String) async throws {
    let response = try await Self.client.execute(
      ClientRequest(method: .put, url: "http://\(address):8500\(path)", body: ByteBuffer(string: body)))
    try #require(response.status == .ok, "\(String(buffer: response.body))")
  }

  /// Its HTTP API, as a resolver asks it.
  var api: some HTTPFetching { AgentAPI(authority: "\(address):8500", client: Self.client) }
}

private struct AgentAPI: HTTPFetching {
  let authority: String
  let client: Client

  func get(
    _ path: String, headers: [String: String], timeout: Duration, longestBody: Int
  ) async throws(ResolutionFailure) -> FetchedAnswer {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    do {
      let response = try await client.execute(
        ClientRequest(
          url: "http://\(authority)\(path)", fields: fields, timeout: timeout, maximumBodyBytes: longestBody))
      let headers = Dictionary(response.fields.map { ($0.name.canonicalName, $0.value) }) { first, _ in first }
      return FetchedAnswer(
        status: response.status.code, headers: headers, body: Array(response.body.readableBytesView))
    } catch let error as ClientError {
      throw ResolutionFailure(error.code == .timeout ? .timedOut : .unreachable, error.message, cause: error)
    } catch {
      throw ResolutionFailure(.unreachable, "\(error)", cause: error)
    }
  }
}

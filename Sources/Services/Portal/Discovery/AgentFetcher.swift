import Chassis
import Discovery
import HTTPClient
import HTTPTypes
import NIOCore
import ServiceClient

/// Asks a Consul agent, with the client that asks the backends.
struct AgentFetcher: HTTPFetching {
  let agent: HostPort
  let transport: any Transport

  /// The agent is on this machine, or near.
  private static let connectTimeout = Duration.seconds(1)

  var authority: String { agent.description }

  func get(
    _ path: String, headers: [String: String], timeout: Duration, longestBody: Int
  ) async throws(ResolutionFailure) -> FetchedAnswer {
    var fields: HTTPFields = [:]
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    do {
      let response = try await transport.execute(
        ClientRequest(
          url: "http://\(agent)\(path)", fields: fields, timeout: timeout, connectTimeout: Self.connectTimeout,
          maximumBodyBytes: longestBody))
      var received: [String: String] = [:]
      for field in response.fields { received[field.name.canonicalName] = field.value }
      return FetchedAnswer(
        status: response.status.code, headers: received, body: Array(response.body.readableBytesView))
    } catch let error as ClientError {
      throw failure(error)
    } catch {
      throw ResolutionFailure(.cancelled, "The question to \(authority) was cancelled.", cause: error)
    }
  }

  private func failure(_ error: ClientError) -> ResolutionFailure {
    let code: ResolutionFailure.Code =
      switch error.code {
      case .timeout, .connectTimeout: .timedOut
      case .bodyTooLarge, .headTooLarge, .protocolError: .malformed
      case .cancelled, .shutdown: .cancelled
      default: .unreachable
      }
    return ResolutionFailure(code, error.message, cause: error)
  }
}

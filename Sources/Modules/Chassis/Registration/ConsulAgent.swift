package import HTTPClient
import HTTPServer
import HTTPTypes
package import NIOCore

/// The part of a Consul agent's HTTP API with which services are registered.
package struct ConsulAgent: Sendable {
  /// Sends one request; throws where no answer came.
  package typealias Transport = @Sendable (ClientRequest) async throws -> ClientResponse

  private let base: String
  private let token: Secret?
  private let send: Transport

  package init(_ address: HostPort, token: Secret?, send: @escaping Transport) {
    base = "http://\(address)/v1/agent"
    self.token = token
    self.send = send
  }

  /// Registers what has the same id once more, too, which changes nothing in its health.
  package func register(_ plan: RegistrationPlan) async -> RegistrationMachine.Answer {
    do {
      return await ask(.put, "/service/register", body: try JSONText.encode(plan.document))
    } catch {
      return .failed(.init(reason: "encoding", text: "the registration cannot be written: \(error)"))
    }
  }

  /// ``RegistrationMachine/Answer/unknown`` where the agent has no service of that id.
  func verify(_ id: String) async -> RegistrationMachine.Answer {
    await ask(.get, "/service/\(Self.encoded(id))")
  }

  /// Keeps the service's time-to-live check passing.
  func beat(_ id: String) async -> RegistrationMachine.Answer {
    await ask(.put, "/check/pass/service:\(Self.encoded(id))")
  }

  package func deregister(_ id: String, within timeout: Duration = usualTimeout) async -> RegistrationMachine.Answer {
    await ask(.put, "/service/deregister/\(Self.encoded(id))", timeout: timeout)
  }

  /// The document at `path` under `/v1/agent`, of at most `maximumBytes`.
  package func document(
    _ path: String, maximumBytes: Int
  ) async -> Result<ByteBuffer, RegistrationMachine.Failure> {
    do {
      let response = try await response(.get, path, maximumBytes: maximumBytes)
      return response.status == .ok ? .success(response.body) : .failure(refusal(response))
    } catch {
      return .failure(.init(reason: "unreachable", text: "\(error)"))
    }
  }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, body: ByteBuffer? = nil, timeout: Duration = usualTimeout
  ) async -> RegistrationMachine.Answer {
    do {
      let response = try await response(method, path, body: body, timeout: timeout)
      switch response.status.code {
      case 200: return .done
      case 404: return .unknown
      default: return .failed(refusal(response))
      }
    } catch {
      return .failed(.init(reason: "unreachable", text: "\(error)"))
    }
  }

  private func response(
    _ method: HTTPRequest.Method, _ path: String, body: ByteBuffer? = nil, timeout: Duration = usualTimeout,
    maximumBytes: Int = 256 * 1024
  ) async throws -> ClientResponse {
    var fields: HTTPFields = [:]
    if let token { fields[.consulToken] = token.revealed }
    if body != nil { fields[.contentType] = "application/json" }
    return try await send(
      ClientRequest(
        method: method, url: base + path, fields: fields, body: body, timeout: timeout, connectTimeout: timeout,
        maximumBodyBytes: maximumBytes))
  }

  private func refusal(_ response: ClientResponse) -> RegistrationMachine.Failure {
    let code = response.status.code
    let beginning = String(decoding: response.body.readableBytesView.prefix(200), as: UTF8.self)
    let line = beginning.split(whereSeparator: \.isNewline).joined(separator: " ")
    // The agent has no reason to repeat the token; should it, nobody sees it.
    let text = token.map { line.replacing($0.revealed, with: Redaction.hidden) } ?? line
    return .init(reason: "\(code)", text: "the Consul agent answered \(code): \(text)")
  }

  /// RFC 3986 section 2.3: what is unreserved stands for itself.
  private static func encoded(_ id: String) -> String {
    id.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  /// The agent is on this machine; one that takes longer is not well.
  package static let usualTimeout = Duration.seconds(2)
}

extension HTTPField.Name {
  fileprivate static let consulToken = known("X-Consul-Token")
}

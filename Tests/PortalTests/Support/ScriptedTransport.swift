import HTTPClient
import HTTPTypes
import NIOCore
import ServiceClient
import Synchronization

@testable import Portal

/// Answers requests as the test says, and remembers them.
final class ScriptedTransport: Transport {
  typealias Script = @Sendable (ClientRequest) async throws -> ClientResponse

  private let log = Mutex<[ClientRequest]>([])
  private let script: Script

  init(_ script: @escaping Script) {
    self.script = script
  }

  var requests: [ClientRequest] { log.withLock { $0 } }

  func execute(_ request: ClientRequest) async throws -> ClientResponse {
    log.withLock { $0.append(request) }
    return try await script(request)
  }
}

extension ClientResponse {
  static func text(_ text: String, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:]) -> ClientResponse {
    ClientResponse(
      status: status, fields: fields, body: ByteBuffer(string: text), timings: ClientTimings(),
      remoteAddress: "10.0.0.1:4567")
  }
}

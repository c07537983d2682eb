import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization

@testable import ServiceClient

/// Answers requests as the test says, and remembers them.
final class ScriptedTransport: Transport {
  typealias Script = @Sendable (ClientRequest) async throws -> ClientResponse

  private let log = Mutex<[ClientRequest]>([])
  private let script: Script

  init(_ script: @escaping Script) {
    self.script = script
  }

  var requests: [ClientRequest] { log.withLock { $0 } }

  /// Without the probes.
  var calls: [ClientRequest] { requests.filter { !$0.isProbe } }

  var probes: [ClientRequest] { requests.filter(\.isProbe) }

  func execute(_ request: ClientRequest) async throws -> ClientResponse {
    log.withLock { $0.append(request) }
    return try await script(request)
  }
}

extension ClientRequest {
  var isProbe: Bool { url.hasSuffix("/health") }

  /// `10.0.0.1:80`
  var authority: String { String(url.dropFirst("http://".count).prefix { $0 != "/" }) }
}

extension ClientResponse {
  static func answer(
    _ status: Int = 200, fields: HTTPFields = [:], text: String = "", timings: ClientTimings = ClientTimings()
  ) -> ClientResponse {
    ClientResponse(
      status: HTTPResponse.Status(code: status), fields: fields, body: ByteBuffer(string: text), timings: timings)
  }
}

extension ClientError {
  static let refused = ClientError(.connectFailed, "Connection refused.")
  static let reset = ClientError(.connectionLost, "Connection reset.")
}

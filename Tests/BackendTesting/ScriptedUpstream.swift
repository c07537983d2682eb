import Chassis
package import FoundationEssentials
package import HTTPClient
package import HTTPTypes
import Logging
import NIOCore
import Synchronization
package import Timing
package import Upstream

/// Plays a provider: answers each request as the test says, and keeps what was asked.
package final class ScriptedUpstream: UpstreamTransport {
  package typealias Answer = @Sendable (ClientRequest) async throws -> ClientResponse

  private struct State {
    var answer: Answer
    var requests: [ClientRequest] = []
  }

  private let state: Mutex<State>

  package init(_ answer: @escaping Answer) {
    state = Mutex(State(answer: answer))
  }

  /// Everything that was asked so far.
  package var requests: [ClientRequest] { state.withLock { $0.requests } }

  /// What is answered from now on.
  package func answer(_ answer: @escaping Answer) {
    state.withLock { $0.answer = answer }
  }

  package func execute(_ request: ClientRequest) async throws -> ClientResponse {
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answer
    }
    return try await answer(request)
  }

  /// For providers that are asked through this, by the time of a test.
  package func outside(
    _ environment: [String: String] = [:], time: TimeSource, now: @escaping @Sendable () -> Date = { Date() }
  ) -> Outside {
    Outside(
      settings: Settings(environment: environment), transport: self, time: time, now: now,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }
}

extension ClientResponse {
  package static func answering(
    _ body: String, status: Int = 200, fields: HTTPFields = [.contentType: "application/json"]
  ) -> ClientResponse {
    ClientResponse(status: .init(code: status), fields: fields, body: ByteBuffer(string: body))
  }
}

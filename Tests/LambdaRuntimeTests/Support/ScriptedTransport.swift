import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization

@testable import LambdaRuntime

/// Answers each request as the test says, in turn, and keeps what was asked. When it has nothing more to say it answers
/// with a container error, which ends any loop.
final class ScriptedTransport: RuntimeTransport {
  enum Answer: Sendable {
    case status(Int)
    case invocation([String: String], event: [UInt8])
    case fault(ClientError)

    static func invocation(_ id: String, _ event: String = "{}") -> Answer {
      .invocation(["Lambda-Runtime-Aws-Request-Id": id], event: Array(event.utf8))
    }
  }

  private struct State {
    var answers: [Answer]
    var requests: [ClientRequest] = []
  }

  private let state: Mutex<State>

  init(_ answers: Answer...) {
    state = Mutex(State(answers: answers))
  }

  var requests: [ClientRequest] { state.withLock(\.requests) }

  /// Method and end of the path of each request: `GET next`, `POST a/response`.
  var asked: [String] {
    requests.map {
      "\($0.method) \($0.url.replacing("http://api/2018-06-01/runtime/", with: "").replacing("invocation/", with: ""))"
    }
  }

  /// The bodies that were posted.
  var posted: [String] { requests.compactMap { $0.body.map { String(buffer: $0) } } }

  func execute(_ request: ClientRequest) async throws -> ClientResponse {
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answers.isEmpty ? .status(500) : state.answers.removeFirst()
    }
    switch answer {
    case .status(let code): return ClientResponse(status: .init(code: code))
    case .fault(let error): throw error
    case .invocation(let fields, let event):
      var all = HTTPFields()
      for (name, value) in fields { HTTPField.Name(name).map { all[$0] = value } }
      request.receive?(.head(.ok))
      // In two parts, as it may come.
      for part in [event.prefix(event.count / 2), event.suffix(from: event.count / 2)] where !part.isEmpty {
        request.receive?(.body(ByteBuffer(bytes: part)))
      }
      return ClientResponse(status: .ok, fields: all)
    }
  }
}

import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Timing
import TimingTesting

@testable import AWS

/// Answers each request as the test says, in turn, and keeps what was asked. The last answer is given for good.
final class ScriptedAWS: AWSTransport {
  typealias Answer = @Sendable (ClientRequest) async throws -> ClientResponse

  private struct State {
    var answers: [Answer]
    var requests: [ClientRequest] = []
  }

  private let state: Mutex<State>

  init(_ answers: Answer...) {
    state = Mutex(State(answers: answers))
  }

  init(bodies: [String]) {
    state = Mutex(State(answers: bodies.map { body in { _ in .answering(body) } }))
  }

  var requests: [ClientRequest] { state.withLock { $0.requests } }

  /// The bodies that were sent.
  var sent: [String] { requests.map { $0.body.map { String(buffer: $0) } ?? "" } }

  func execute(_ request: ClientRequest) async throws -> ClientResponse {
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
    return try await answer(request)
  }
}

extension ClientResponse {
  static func answering(_ body: String, status: Int = 200, fields: HTTPFields = [:]) -> ClientResponse {
    ClientResponse(status: .init(code: status), fields: fields, body: ByteBuffer(string: body))
  }
}

extension AWSClient {
  /// In `eu-west-1`, with keys that are none, by a time that stands still.
  static func test(
    _ transport: any AWSTransport, environment: [String: String] = [:], retries: RetryRule = RetryRule(attempts: 1),
    time: TimeSource = ManualTime().source, random: RandomSource = RandomSource { .max }
  ) throws -> AWSClient {
    guard let region = Region("eu-west-1") else { throw AWSError(.invalidRequest, "no region") }
    return AWSClient(
      region: region, credentials: FixedCredentials(.test), transport: transport, environment: environment,
      retries: retries, time: time, now: { Date(timeIntervalSince1970: 1_440_938_160) }, random: random)
  }
}

extension Credentials {
  static let test = Credentials(accessKeyID: "test-id", secretKey: HiddenText("test-key"))
}

package import AWS
package import FoundationEssentials
package import HTTPClient
import HTTPTypes
import Synchronization
package import Timing

/// Plays Route 53, and of ECS and Elastic Load Balancing what a registrar reads, more strictly than AWS itself may be:
/// what it lets pass, AWS lets pass. It stands in one process with the tests, as the transport of an ``AWSClient``; an
/// ``AWSDoubleServer`` puts it behind a socket.
///
/// Changes are made at once and whole. Time is the test's.
package final class AWSDouble: AWSTransport {
  package static let credentials = Credentials(
    accessKeyID: "test-key", secretKey: HiddenText("test-secret-key"))

  let state: Mutex<State>
  private let time: TimeSource
  private let now: @Sendable () -> Date
  private let start: TimeSource.Instant
  private let began: Date

  /// - Parameter now: What signatures and dates go by; at the beginning it is the date of `time`.
  package init(
    _ settings: Settings = Settings(), time: TimeSource = .real, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.time = time
    self.now = now
    start = time.now()
    began = now()
    state = Mutex(
      State(
        ecs: ECSDouble(place: settings.place), bucket: settings.route53PerSecond.map { TokenBucket(perSecond: $0) },
        settings: settings))
  }

  /// A client of it, with its keys and its time.
  package func client(retries: RetryRule = RetryRule(), random: RandomSource = .system) -> AWSClient {
    let settings = state.withLock(\.settings)
    guard let region = Region(settings.region) else { preconditionFailure("\(settings.region) is no region.") }
    return AWSClient(
      region: region, credentials: FixedCredentials(settings.credentials ?? Self.credentials), transport: self,
      retries: retries, time: time, now: now, random: random)
  }

  package func execute(_ request: ClientRequest) async throws -> ClientResponse {
    let answer = answer(DoubleRequest(request))
    do {
      switch answer {
      case .lost:
        throw ClientError(.connectionLost, "The connection ended before the answer was complete.")
      case .reply(let reply, let delay):
        if delay > .zero { try await time.sleep(for: min(delay, request.timeout)) }
        guard delay < request.timeout else { throw ClientError(.timeout, "No answer in time.") }
        return reply.response
      }
    } catch is CancellationError {
      throw ClientError(.cancelled, "The task that asked was cancelled.")
    }
  }

  // MARK: Answering

  enum Answer: Sendable {
    case reply(DoubleReply, after: Duration)
    /// The connection ends instead.
    case lost
  }

  func answer(_ request: DoubleRequest) -> Answer {
    let named = ServiceFamily.of(request)
    if let operation = named?.operation {
      let act = state.withLock { state in
        state.interludes.firstIndex { $0.operation == operation }.map { state.interludes.remove(at: $0).act }
      }
      act?()
    }
    return state.withLock { state in
      state.count += 1
      let moment = Moment(elapsed: time.now() - start, began: began)
      guard let (family, operation) = named else {
        let fault = ServiceFault(
          "UnknownOperationException", "The double has no \(request.method) \(request.path).", status: 404)
        return .reply(
          ServiceFamily.route53.reply(fault, requestID: state.requestID, form: .errorResponse), after: .zero)
      }
      return state.answer(request, family, operation, at: moment, now: now())
    }
  }
}

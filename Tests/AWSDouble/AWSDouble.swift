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
  package enum RefusalForm: Sendable {
    /// `<ErrorResponse>`, all messages in one, in brackets.
    case errorResponse
    /// The older `<InvalidChangeBatch>` with `Messages`.
    case messages
  }

  package struct Settings: Sendable {
    package var place = Place()
    /// Who must have signed; nil where signatures are not looked at.
    package var credentials: Credentials? = AWSDouble.credentials
    /// Requests to Route 53 in a second, whatever they ask for, and as many at once; nil for any number.
    package var route53PerSecond: Int? = 5
    /// How long a zone takes no other change after one: `PriorRequestNotComplete`.
    package var changeWork: Duration = .zero
    /// How long a change is `PENDING`.
    package var propagation: Duration = .seconds(30)
    package var refusalForm = RefusalForm.errorResponse

    package init() {}

    var region: String { place.region }
  }

  struct State: Sendable {
    var route53 = Route53Double()
    var ecs: ECSDouble
    var balancing = LoadBalancingDouble()
    var bucket: TokenBucket?
    var failures = FailurePlan()
    var journal: [JournalEntry] = []
    var settings: Settings
    var interludes: [(operation: String, act: @Sendable () -> Void)] = []
    var count = 0
  }

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

extension AWSDouble.State {
  fileprivate var requestID: String {
    let digits = String(count)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  /// Signature, then rate, then what was ordered to go wrong, then the service itself: as a request meets them.
  fileprivate mutating func answer(
    _ request: DoubleRequest, _ family: ServiceFamily, _ operation: String, at moment: Moment, now: Date
  ) -> AWSDouble.Answer {
    var entry = JournalEntry(
      operation: operation, time: moment.elapsed, parameters: family.parameters(operation, request), changes: [],
      outcome: .succeeded)
    if operation == "ChangeResourceRecordSets" {
      entry.changes = ((try? ChangeDocument.changes(request.body)) ?? []).map(\.description)
    }
    defer { journal.append(entry) }
    var failure: InjectedFailure?
    var reply: DoubleReply
    do throws(ServiceFault) {
      try admit(request, family, at: moment, now: now)
      failure = failures.next(for: operation)
      if let refusal = failure?.refusal {
        entry.outcome = .failed(failure ?? .lostRequest, done: false)
        switch refusal {
        case .lost: return .lost
        case .fault(let fault):
          return .reply(finished(family.reply(fault, requestID: requestID, form: .errorResponse)), after: .zero)
        }
      }
      reply = try perform(request, family, operation, at: moment)
    } catch {
      entry.outcome = .refused(code: error.code, message: error.message)
      reply = family.reply(error, requestID: requestID, form: settings.refusalForm)
    }
    reply = finished(reply)
    guard let failure else { return .reply(reply, after: .zero) }
    entry.outcome = .failed(failure, done: entry.outcome == .succeeded)
    switch failure {
    case .lostAnswer: return .lost
    case .slow(let delay): return .reply(reply, after: delay)
    default: return .reply(.xml("<html><body>Bad gateway"), after: .zero)
    }
  }

  private func finished(_ reply: DoubleReply) -> DoubleReply {
    var reply = reply
    reply.fields[.requestID] = requestID
    return reply
  }

  private mutating func admit(
    _ request: DoubleRequest, _ family: ServiceFamily, at moment: Moment, now: Date
  ) throws(ServiceFault) {
    if let credentials = settings.credentials {
      try SignatureCheck(
        credentials: credentials, region: family.signingRegion(in: settings.region), service: family.signingName,
        now: now
      ).check(request)
    }
    if family == .route53, bucket != nil, bucket?.take(at: moment.elapsed) != true { throw .throttled }
  }

  private mutating func perform(
    _ request: DoubleRequest, _ family: ServiceFamily, _ operation: String, at moment: Moment
  ) throws(ServiceFault) -> DoubleReply {
    switch family {
    case .route53: try route53.answer(operation, request, at: moment, settings: settings)
    case .ecs: try ecs.answer(operation, request)
    case .loadBalancing: try balancing.answer(operation, request)
    }
  }
}

extension InjectedFailure {
  fileprivate enum Refusal {
    case lost
    case fault(ServiceFault)
  }

  /// Of those by which nothing is done.
  fileprivate var refusal: Refusal? {
    switch self {
    case .status(let status):
      .fault(
        status == 503
          ? ServiceFault("ServiceUnavailable", "Service Unavailable", status: 503)
          : ServiceFault("InternalFailure", "We encountered an internal error. Please try again.", status: status))
    case .refused(let code, let message, let status): .fault(ServiceFault(code, message, status: status))
    case .lostRequest: .lost
    case .lostAnswer, .slow, .garbage: nil
    }
  }
}

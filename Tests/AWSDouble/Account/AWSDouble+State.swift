import FoundationEssentials
import HTTPTypes

/// What the account holds, and what it was asked.
extension AWSDouble {
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
}

extension AWSDouble.State {
  var requestID: String {
    let digits = String(count)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  /// Signature, then rate, then rights, then what was ordered to go wrong, then the service itself: as a request meets them.
  mutating func answer(
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
      try admit(request, family, operation, at: moment, now: now)
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
    _ request: DoubleRequest, _ family: ServiceFamily, _ operation: String, at moment: Moment, now: Date
  ) throws(ServiceFault) {
    if let credentials = settings.credentials {
      try SignatureCheck(
        credentials: credentials, region: family.signingRegion(in: settings.region), service: family.signingName,
        now: now
      ).check(request)
    }
    if family == .route53, bucket != nil, bucket?.take(at: moment.elapsed) != true { throw .throttled }
    if let policy = settings.policy {
      let question = AccessQuestion(family, operation, request, settings.place)
      guard policy.allows(question) else { throw question.refusal(family, settings.place) }
    }
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

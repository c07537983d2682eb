package import Timing

/// Answers questions from zones, and from nothing else: it knows no other server, so it forwards nothing.
package struct ZoneResponder: Sendable {
  /// Longest chain of aliases that is followed; a longer one is left to the asker.
  static let longestChain = 8

  /// Longest answer by UDP, in bytes: what no usual network needs to cut into fragments.
  static let largestDatagram: UInt16 = 1232

  private let zones: ZoneSet
  private let turn: Int
  private let random: RandomSource

  /// - Parameter turn: Number of the answer, for zones that rotate.
  package init(zones: ZoneSet, turn: Int = 0, random: RandomSource = .system) {
    self.zones = zones
    self.turn = turn
    self.random = random
  }

  /// The answer to `query`, whatever its length; nil for what must not be answered.
  package func respond(to query: Message) -> Message? {
    // Two servers that answered each other's answers would never end.
    guard !query.flags.isResponse else { return nil }
    var response = Message(id: query.id, questions: query.questions)
    response.flags.isResponse = true
    response.flags.operation = query.flags.operation
    response.flags.recursionDesired = query.flags.recursionDesired
    // RFC 6891 section 6.1.1: an answer has an OPT record where the query has one.
    if query.extensions != nil { response.extensions = .init(payloadSize: Self.largestDatagram) }
    guard query.flags.operation == 0 else {
      response.responseCode = .notImplemented
      return response
    }
    // RFC 6891 section 6.1.3.
    if let version = query.extensions?.version, version > 0 {
      response.responseCode = .badVersion
      return response
    }
    guard query.questions.count == 1, let question = query.questions.first, question.type != .opt else {
      response.responseCode = .formatError
      return response
    }
    answer(question, in: &response)
    return response
  }

  private func answer(_ question: Question, in response: inout Message) {
    // RFC 5936 section 2.2.1, RFC 1995: nobody may copy a whole zone from here; the HTTP API shows it.
    guard question.type != .axfr, question.type != .ixfr, let zone = zones.zone(of: question.name) else {
      response.responseCode = .refused
      return
    }
    response.flags.isAuthoritative = true
    if question.type == .any, let records = zone.answerToAny(question.name) {
      response.answers = records
    } else {
      follow(question, from: zone, in: &response)
    }
    addAddresses(in: &response)
  }

  /// Goes along aliases as far as the zones here reach.
  private func follow(_ question: Question, from first: Zone, in response: inout Message) {
    var (name, zone) = (question.name, first)
    var seen: Set<DomainName> = [name]
    while true {
      switch zone.find(name, question.type, turn: turn, random: random) {
      case .records(let records):
        response.answers += records
        return
      case .alias(let alias):
        response.answers.append(alias)
        guard case .cname(let target) = alias.data, seen.insert(target).inserted,
          response.answers.count <= Self.longestChain, let next = zones.zone(of: target)
        else { return }
        (name, zone) = (target, next)
      case .noData:
        response.authorities = zone.authority.map { [$0] } ?? []
        return
      case .noSuchName:
        // RFC 6604 section 3: the code tells of the last name of the chain.
        response.responseCode = .nameError
        response.authorities = zone.authority.map { [$0] } ?? []
        return
      }
    }
  }

  /// RFC 2782: the addresses of the targets go along, so that the asker need not ask again.
  private func addAddresses(in response: inout Message) {
    var seen: Set<DomainName> = []
    for record in response.answers {
      guard case .srv(let location) = record.data, seen.insert(location.target).inserted else { continue }
      response.additionals += zones.zone(of: location.target)?.addresses(of: location.target) ?? []
    }
  }
}

extension Zone {
  /// RFC 8482 section 4.2: "any" gets one small made-up record instead of all there are, so that nobody is flooded with
  /// answers that he did not ask for. Nil where the name is none, or an alias: then the question is one like others.
  fileprivate func answerToAny(_ name: DomainName) -> [ResourceRecord]? {
    guard case .noData = find(name, .any, turn: 0, random: .system) else { return nil }
    let text = Array("RFC8482".utf8)
    let data = RecordData.other(.hinfo, [UInt8(text.count)] + text + [0])
    return [ResourceRecord(name: name, ttl: 60, data: data)]
  }
}

extension RecordType {
  static let hinfo = RecordType(13)
  static let ixfr = RecordType(251)
  static let axfr = RecordType(252)
}

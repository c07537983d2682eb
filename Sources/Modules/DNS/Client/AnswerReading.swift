/// What a reply says about a question.
enum AnswerReading: Sendable {
  case records([ResourceRecord])
  /// The chain of CNAME records leads to a name of which the reply says nothing: it has to be asked for.
  case continues
  /// NXDOMAIN, for the end of the chain (RFC 6604 section 3).
  case noSuchName(negativeTTL: Duration?)
  case noData(negativeTTL: Duration?)

  /// Follows `chain` through the answer section. `message` is a reply whose code is NOERROR or NXDOMAIN.
  init(_ message: Message, to type: RecordType, along chain: inout AliasChain) throws(AliasChain.Fault) {
    let aliases = chain.records.count
    // Who asks for CNAME records wants them and not where they lead.
    if type != .cname, type != .any { try chain.follow(message.answers) }
    let records = message.answers.filter { $0.name == chain.end && (type == .any || $0.type == type) }
    let negativeTTL = Self.negativeTTL(message, for: chain.end)
    if !records.isEmpty {
      self = .records(records)
    } else if message.responseCode == .nameError {
      self = .noSuchName(negativeTTL: negativeTTL)
    } else if chain.records.count > aliases, negativeTTL == nil {
      self = .continues
    } else {
      self = .noData(negativeTTL: negativeTTL)
    }
  }

  /// RFC 2308 section 5: the lesser of the SOA record's TTL and its MINIMUM. A SOA record of another zone than one that
  /// holds the name says nothing of it.
  private static func negativeTTL(_ message: Message, for name: DomainName) -> Duration? {
    for record in message.authorities where name.isWithin(record.name) {
      if case .soa(let soa) = record.data { return .seconds(min(record.ttl, soa.minimum)) }
    }
    return nil
  }
}

extension Message {
  /// RFC 1034 section 4.3.1: a server that will not recurse names those that know more. For a client without a resolver of
  /// its own that is no answer, and above all not the answer that there are no records.
  var isReferral: Bool {
    responseCode == .noError && answers.isEmpty && !flags.isAuthoritative
      && authorities.contains { $0.type == .ns } && !authorities.contains { $0.type == .soa }
  }
}

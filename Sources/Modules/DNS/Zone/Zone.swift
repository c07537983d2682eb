import Timing

/// All records at and below one name, and how they are given out. A value: to change a zone, make another one.
///
/// It has no delegations and no wildcards.
package struct Zone: Sendable {
  package let apex: DomainName

  /// Goes with "there is none", to say how long that holds; nil for a zone that does not say it, as WeaveDNS.
  package let authority: ResourceRecord?

  package var order: RecordOrder

  /// Most records of one answer, the first ones by ``order``; nil for all.
  package var mostAnswers: Int?

  /// All records but the SOA, in the order they were given.
  package let records: [ResourceRecord]

  private var sets: [DomainName: [RecordType: [ResourceRecord]]] = [:]

  /// The names of all records and those above them, down from the apex: they exist, though some hold nothing.
  private var names: Set<DomainName> = []

  /// - Parameters:
  ///   - negativeTTL: Seconds for which "there is none" may be kept; nil leaves the SOA record out.
  ///   - serial: Of the SOA record; should grow with each change.
  ///
  /// Throws ``ZoneFault`` where `records` cannot be together in one zone, or not in this one.
  package init(
    apex: DomainName, negativeTTL: UInt32? = 5, serial: UInt32 = 1, order: RecordOrder = .fixed,
    mostAnswers: Int? = nil, records: [ResourceRecord]
  ) throws(ZoneFault) {
    self.apex = apex
    self.order = order
    self.mostAnswers = mostAnswers
    self.records = records
    authority = try negativeTTL.map { ttl throws(ZoneFault) in try Self.authority(apex, ttl: ttl, serial: serial) }
    names = [apex]
    for record in records { try insert(record) }
  }

  /// What there is for a question.
  enum Finding: Equatable {
    /// In the order and number that the zone gives them.
    case records([ResourceRecord])
    /// The name is another name for something else.
    case alias(ResourceRecord)
    /// The name exists, without a record of that type.
    case noData
    case noSuchName
  }

  /// - Parameter turn: Number of the answer, for ``RecordOrder/rotate``.
  func find(_ name: DomainName, _ type: RecordType, turn: Int, random: RandomSource) -> Finding {
    guard names.contains(name) else { return .noSuchName }
    if name == apex, type == .soa, let authority { return .records([authority]) }
    let set = sets[name] ?? [:]
    if let found = set[type] {
      let arranged = order.arranged(found, turn: turn, random: random)
      return .records(mostAnswers.map { Array(arranged.prefix($0)) } ?? arranged)
    }
    // RFC 1034 section 3.6.2: an alias stands for every type.
    if let alias = set[.cname]?.first { return .alias(alias) }
    return .noData
  }

  /// The addresses of `name`, all of them and in no chosen order, as additional records.
  func addresses(of name: DomainName) -> [ResourceRecord] {
    let set = sets[name] ?? [:]
    return (set[.a] ?? []) + (set[.aaaa] ?? [])
  }

  private mutating func insert(_ record: ResourceRecord) throws(ZoneFault) {
    guard record.name.isWithin(apex) else { throw ZoneFault(record, "is outside of the zone \(apex)") }
    guard record.type != .soa else { throw ZoneFault(record, "is the zone's own, which is made from its settings") }
    // RFC 2181 section 8.
    guard record.ttl <= Int32.max else { throw ZoneFault(record, "has a TTL over 2147483647") }
    var set = sets[record.name] ?? [:]
    // RFC 1034 section 3.6.2: where there is an alias, there is nothing else. At the apex there is the SOA.
    let isAlias = record.type == .cname
    guard isAlias ? set.isEmpty && record.name != apex : set[.cname] == nil else {
      throw ZoneFault(record, "cannot be beside another record of its name: one of the two is an alias")
    }
    let others = set[record.type] ?? []
    // RFC 2181 section 5.2.
    guard others.allSatisfy({ $0.ttl == record.ttl }) else {
      throw ZoneFault(record, "has another TTL than a record of the same name and type")
    }
    // RFC 2181 section 5: a set holds no record twice.
    guard !others.contains(where: { $0.data == record.data }) else { throw ZoneFault(record, "is there twice") }
    set[record.type] = others + [record]
    sets[record.name] = set
    // RFC 4592 section 2.2.2: what is above a name that exists exists.
    var name: DomainName? = record.name
    while let existing = name, names.insert(existing).inserted { name = existing.parent }
  }

  private static func authority(_ apex: DomainName, ttl: UInt32, serial: UInt32) throws(ZoneFault) -> ResourceRecord {
    do {
      let start = StartOfAuthority(
        primary: try apex.prefixed(by: "ns"), mailbox: try apex.prefixed(by: "hostmaster"), serial: serial,
        refresh: 3600, retry: 600, expire: 86_400, minimum: ttl)
      // RFC 2308 section 3: given with "there is none", its TTL is no longer than its minimum.
      return ResourceRecord(name: apex, ttl: ttl, data: .soa(start))
    } catch {
      throw ZoneFault(message: "the zone's name \(apex) \(error)")
    }
  }
}

/// The way from the name asked for over CNAME records to the name that has the records (RFC 1034 section 3.6.2).
struct AliasChain: Sendable {
  /// BIND follows 16, resolvers of systems as few as 8, and nobody who is well needs more.
  static let longest = 8

  /// Why a chain cannot be followed, as the rest of a sentence that begins with the server.
  struct Fault: Error, Sendable {
    var message: String
  }

  private(set) var records: [ResourceRecord] = []
  private(set) var end: DomainName

  init(from name: DomainName) {
    end = name
  }

  /// Follows the CNAME records among `records` as far as they lead.
  mutating func follow(_ records: [ResourceRecord]) throws(Fault) {
    while let (record, target) = alias(in: records) {
      guard self.records.count < Self.longest else {
        throw Fault(message: "gave a chain of more than \(Self.longest) CNAME records")
      }
      guard target != end, !self.records.contains(where: { $0.name == target }) else {
        throw Fault(message: "gave a chain of CNAME records that leads back to \(target)")
      }
      self.records.append(record)
      end = target
    }
  }

  private func alias(in records: [ResourceRecord]) -> (ResourceRecord, DomainName)? {
    for record in records {
      if case .cname(let target) = record.data, record.name == end { return (record, target) }
    }
    return nil
  }
}

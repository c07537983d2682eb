import DNS

/// The addresses of the targets of one SRV answer, from the cheapest source that may be trusted: what the answer adds,
/// what Consul spells in the target's name, and last a question for each.
struct TargetAddresses {
  private let service: DomainName
  private var added: [DomainName: [ResourceRecord]] = [:]
  private var found: [DomainName: AddressLookup.Found] = [:]
  private var failures: [DNSFailure] = []
  private let targets: Set<DomainName>

  init(service: DomainName, answer: DNSAnswer) {
    self.service = service
    targets = Set(
      answer.records.compactMap { record in
        if case .srv(let location) = record.data { location.target } else { nil }
      })
    // A record whose name is no target was not asked for: whoever could put it there could put in any address.
    for record in answer.additionals where record.data.address != nil && targets.contains(record.name) {
      added[record.name, default: []].append(record)
    }
  }

  /// True where nothing in the answer tells the target's address.
  func needsLookup(_ target: DomainName) -> Bool {
    target != .root && added[target] == nil && spelled(target) == nil
  }

  mutating func add(_ answers: [DomainName: Result<AddressLookup.Found, DNSFailure>]) {
    for (name, answer) in answers {
      switch answer {
      case .success(let addresses): found[name] = addresses
      case .failure(let failure): failures.append(failure)
      }
    }
  }

  /// The A records of the target, or its AAAA records where it has no A.
  subscript(target: DomainName) -> [IPAddress] {
    guard added[target] != nil || found[target] != nil else { return spelled(target).map { [$0] } ?? [] }
    return chosen(target).compactMap(\.data.address)
  }

  /// All that were used.
  var records: [ResourceRecord] {
    targets.sorted { $0.description < $1.description }.flatMap { (found[$0]?.aliases ?? []) + chosen($0) }
  }

  /// The least TTL of ``records`` in seconds; as long as can be where there are none.
  var ttl: UInt32 { records.map(\.ttl).min() ?? .max }

  /// True where a target's address could not be found out, or was not asked for: it may well exist.
  var haveUnknown: Bool {
    failures.contains { !ResolutionFailure($0).isAuthoritative }
      || targets.count { needsLookup($0) } > found.count + failures.count
  }

  /// Why there is no instance at all.
  func failure(of name: DomainName) -> ResolutionFailure {
    guard let first = failures.first(where: { !ResolutionFailure($0).isAuthoritative }) ?? failures.first else {
      return ResolutionFailure(.noInstances, "The SRV records of \(name) name no port and address to connect to.")
    }
    let failure = ResolutionFailure(first)
    return ResolutionFailure(
      failure.isAuthoritative ? .noInstances : failure.code,
      "No target of SRV \(name) has an address: \(failure.message)", negativeTTL: failure.negativeTTL, cause: first)
  }

  private func chosen(_ target: DomainName) -> [ResourceRecord] {
    let records = added[target] ?? found[target]?.records ?? []
    let version4 = records.filter { $0.type == .a }
    return version4.isEmpty ? records : version4
  }

  private func spelled(_ target: DomainName) -> IPAddress? {
    IPAddress(consulName: target, ofService: service)
  }
}

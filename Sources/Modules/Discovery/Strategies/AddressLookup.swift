import DNS
import Timing

/// The addresses of host names, asked for all at once.
struct AddressLookup: Sendable {
  /// As much work as one answer may cause.
  static let mostNames = 64

  struct Found: Sendable {
    /// At least one, all A or all AAAA.
    var records: [ResourceRecord]
    var aliases: [ResourceRecord]
    var server: ServerAddress
    var transport: DNSTransportKind
    var receivedAt: TimeSource.Instant
  }

  let dns: any DNSLookup

  /// What each name has, or why it has nothing. One name's failure does not touch the others.
  func addresses(
    of names: some Collection<DomainName>, deadline: Deadline
  ) async -> [DomainName: Result<Found, DNSFailure>] {
    await withTaskGroup(of: (DomainName, Result<Found, DNSFailure>).self) { group in
      for name in Set(names.prefix(Self.mostNames)) {
        group.addTask { (name, await addresses(of: name, deadline: deadline)) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// A first, and AAAA only where the name has no A: nobody waits for a second answer (RFC 4074 tells of servers that
  /// never give it).
  private func addresses(of name: DomainName, deadline: Deadline) async -> Result<Found, DNSFailure> {
    let version4 = await answer(Question(name: name, type: .a), deadline: deadline)
    guard case .failure(let failure) = version4, failure.code == .noData else { return version4 }
    return await answer(Question(name: name, type: .aaaa), deadline: deadline)
  }

  private func answer(_ question: Question, deadline: Deadline) async -> Result<Found, DNSFailure> {
    do {
      return .success(Found(try await dns.lookup(question, deadline: deadline)))
    } catch {
      return .failure(error)
    }
  }
}

extension AddressLookup.Found {
  init(_ answer: DNSAnswer) {
    self.init(
      records: answer.records, aliases: answer.aliases, server: answer.server, transport: answer.transport,
      receivedAt: answer.receivedAt)
  }

  /// The least TTL of the chain, in seconds.
  var ttl: UInt32 { (records + aliases).map(\.ttl).min() ?? 0 }
}

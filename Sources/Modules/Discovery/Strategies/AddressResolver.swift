package import DNS
package import Timing

/// Instances by their A records, all at one port: what Route 53, Cloud Map and Weave offer.
///
/// An alias (CNAME) is followed by the DNS client within the answer, and its TTL counts. AAAA is not asked for: none of
/// the three registers IPv6 addresses, and Weave answers AAAA with an empty answer that must not be kept.
package struct AddressResolver: ServiceResolver {
  /// Cloud Map draws at most this many of the instances for an answer.
  package static let multivalueLimit = 8

  private let name: DomainName
  private let port: UInt16
  private let answerLimit: Int?
  private let dns: any DNSLookup

  /// - Parameter answerLimit: The most records that the registry gives in one answer; one that is full may be a part.
  package init(name: DomainName, port: UInt16, answerLimit: Int? = nil, dns: any DNSLookup) {
    self.name = name
    self.port = port
    self.answerLimit = answerLimit
    self.dns = dns
  }

  package var question: AskedQuestion? {
    AskedQuestion(name: name.description, type: RecordType.a.description)
  }

  package func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    let answer: DNSAnswer
    do {
      answer = try await dns.lookup(Question(name: name, type: .a), deadline: deadline)
    } catch {
      throw ResolutionFailure(error)
    }
    var instances = InstanceSet()
    for address in answer.records.compactMap(\.data.address) {
      instances.insert(ServiceInstance(endpoint: Endpoint(address: address, port: port)))
    }
    guard !instances.isEmpty else {
      throw ResolutionFailure(.noInstances, "The answer to A \(name) holds no address.")
    }
    return Resolution(
      instances: instances.members, ttl: answer.ttl, receivedAt: answer.receivedAt, question: AskedQuestion(answer),
      records: (answer.aliases + answer.records).map(ShownRecord.init),
      isPartial: instances.members.count == answerLimit)
  }
}

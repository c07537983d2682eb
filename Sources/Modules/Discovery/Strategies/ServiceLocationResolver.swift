package import DNS
package import Timing

/// Instances by SRV records (RFC 2782), as Consul answers them: address, port, priority and weight of each.
package final class ServiceLocationResolver: ServiceResolver {
  private let name: DomainName
  private let asking: ServiceLocationQuestion
  private let dns: any DNSLookup

  package init(name: DomainName, dns: any DNSLookup, time: TimeSource) {
    self.name = name
    self.asking = ServiceLocationQuestion(name: name, dns: dns, time: time)
    self.dns = dns
  }

  package var question: AskedQuestion? {
    AskedQuestion(name: name.description, type: RecordType.srv.description)
  }

  package func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    let answer: DNSAnswer
    let mayBeCut: Bool
    do {
      (answer, mayBeCut) = try await asking.ask(deadline: deadline)
    } catch {
      throw ResolutionFailure(error)
    }
    let locations = try offered(answer)
    var targets = TargetAddresses(service: name, answer: answer)
    let missing = Set(locations.map(\.target)).filter { targets.needsLookup($0) }
    if !missing.isEmpty {
      targets.add(await AddressLookup(dns: dns).addresses(of: missing, deadline: deadline))
    }
    let instances = instances(at: locations, addresses: targets)
    guard !instances.isEmpty else { throw targets.failure(of: name) }
    return Resolution(
      instances: instances, ttl: .seconds(min(targets.ttl, (answer.records + answer.aliases).map(\.ttl).min() ?? 0)),
      receivedAt: answer.receivedAt, question: AskedQuestion(answer),
      records: (answer.aliases + answer.records + targets.records).map(ShownRecord.init),
      isPartial: mayBeCut || targets.haveUnknown)
  }

  /// RFC 2782: a target of "." means that the service is decidedly not available.
  private func offered(_ answer: DNSAnswer) throws(ResolutionFailure) -> [ServiceLocation] {
    let locations = answer.records.compactMap { record in
      if case .srv(let location) = record.data, location.target != .root { location } else { nil }
    }
    guard !locations.isEmpty else {
      throw ResolutionFailure(
        .noInstances, "\(answer.server) says that \(name) is decidedly not available (SRV target \".\").",
        negativeTTL: answer.ttl)
    }
    return locations
  }

  private func instances(at locations: [ServiceLocation], addresses: TargetAddresses) -> [ServiceInstance] {
    var instances = InstanceSet()
    // The best of an endpoint that is listed twice stays. Nobody can listen on port 0.
    for location in locations.sorted(by: { $0.priority < $1.priority }) where location.port != 0 {
      for address in addresses[location.target] {
        instances.insert(
          ServiceInstance(
            endpoint: Endpoint(address: address, port: location.port), priority: location.priority,
            weight: location.weight, id: location.target.description))
      }
    }
    return instances.members
  }
}

package import DNS
package import Timing

/// Instances by a list in configuration. Addresses are taken as they are; names are looked up in the hosts file, then in
/// DNS.
package struct StaticResolver: ServiceResolver {
  /// One entry of the list.
  package struct Entry: Sendable, Hashable {
    package enum Host: Sendable, Hashable {
      case address(IPAddress)
      case name(DomainName)
    }

    package var host: Host
    package var port: UInt16

    package init(host: Host, port: UInt16) {
      self.host = host
      self.port = port
    }
  }

  private let entries: [Entry]
  /// Those that only DNS knows.
  private let names: [DomainName]
  private let hosts: HostsTable
  private let dns: any DNSLookup
  private let time: TimeSource

  package init(_ entries: [Entry], hosts: HostsTable, dns: any DNSLookup, time: TimeSource) {
    self.entries = entries
    self.hosts = hosts
    self.dns = dns
    self.time = time
    var names: [DomainName] = []
    for case .name(let name) in entries.map(\.host) where hosts.addresses(of: name).isEmpty && !names.contains(name) {
      names.append(name)
    }
    self.names = names
  }

  /// Nil where nothing of the list must be asked for.
  package var question: AskedQuestion? {
    names.isEmpty
      ? nil : AskedQuestion(name: names.map(\.description).joined(separator: ","), type: RecordType.a.description)
  }

  package func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    let answers = names.isEmpty ? [:] : await AddressLookup(dns: dns).addresses(of: names, deadline: deadline)
    var instances = InstanceSet()
    for entry in entries {
      for address in addresses(of: entry.host, answers: answers) {
        instances.insert(ServiceInstance(endpoint: Endpoint(address: address, port: entry.port)))
      }
    }
    let failures = names.compactMap { name in
      if case .failure(let failure) = answers[name] { ResolutionFailure(failure) } else { nil }
    }
    guard !instances.isEmpty else {
      throw failures.first { !$0.isAuthoritative } ?? failures.first
        ?? ResolutionFailure(.noInstances, "The list of instances is empty.")
    }
    let found = names.compactMap { try? answers[$0]?.get() }
    return Resolution(
      instances: instances.members, ttl: .seconds(found.map(\.ttl).min() ?? 0),
      receivedAt: found.map(\.receivedAt).min() ?? time.now(), question: asked(found.first),
      records: found.flatMap { $0.aliases + $0.records }.map(ShownRecord.init),
      isPartial: failures.contains { !$0.isAuthoritative })
  }

  private func addresses(
    of host: Entry.Host, answers: [DomainName: Result<AddressLookup.Found, DNSFailure>]
  ) -> [IPAddress] {
    switch host {
    case .address(let address): return [address]
    case .name(let name):
      let known = hosts.addresses(of: name)
      if !known.isEmpty { return known }
      return (try? answers[name]?.get())?.records.compactMap(\.data.address) ?? []
    }
  }

  private func asked(_ first: AddressLookup.Found?) -> AskedQuestion? {
    var question = question
    question?.server = first?.server.description
    question?.transport = first?.transport.rawValue
    return question
  }
}

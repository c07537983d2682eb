package import DNS
package import Timing

/// One service, and how its instances are found: validated configuration, from which a resolver is made.
package struct ServiceQuery: Sendable, Hashable {
  package let strategy: DiscoveryStrategy

  private enum Target: Sendable, Hashable {
    case addresses(DomainName, port: UInt16)
    case locations(DomainName)
    case consulService(String)
    case list([StaticResolver.Entry])
  }

  private let target: Target

  /// Throws ``StrategyFault``, which says what part is wrong.
  ///
  /// - Parameters:
  ///   - domain: The zone; nil for the strategy's own.
  ///   - service: The name under the zone; for `static`, a name for people.
  ///   - port: Where the registry tells no port; nil for the strategy's own.
  ///   - endpoints: For `static` alone: the list `host:port,host:port`.
  package init(
    strategy: DiscoveryStrategy, domain: String? = nil, service: String, port: Int? = nil, endpoints: String? = nil
  ) throws(StrategyFault) {
    self.strategy = strategy
    switch strategy {
    case .route53, .cloudmap, .weave:
      let rule: HostNameRule = strategy == .weave ? .weave : .host
      let name = try Self.name(service, rule: rule, domain: domain, strategy: strategy)
      target = .addresses(name, port: try Self.port(port, strategy: strategy))
    case .consul:
      target = .locations(try Self.name(service, rule: .service, domain: domain, strategy: strategy))
    case .consulAPI:
      _ = try HostNameRule.service.name(service, part: .service)
      target = .consulService(service)
    case .static:
      target = .list(try StaticList.entries(endpoints ?? ""))
    }
  }

  /// The name that DNS is asked for; nil where no one name is.
  package var name: DomainName? {
    switch target {
    case .addresses(let name, _), .locations(let name): name
    case .consulService, .list: nil
    }
  }

  /// - Parameters:
  ///   - consul: The agent's HTTP API, which only `consul-api` needs.
  ///   - consulToken: Sent to that API as `X-Consul-Token`, where there is one.
  ///   - hosts: Names of a static list that are in it are not asked for.
  package func makeResolver(
    dns: any DNSLookup, consul: (any HTTPFetching)?, consulToken: String? = nil, hosts: HostsTable = .empty,
    time: TimeSource = .real
  ) -> any ServiceResolver {
    switch target {
    case .addresses(let name, let port):
      AddressResolver(
        name: name, port: port, answerLimit: strategy == .cloudmap ? AddressResolver.multivalueLimit : nil, dns: dns)
    case .locations(let name):
      ServiceLocationResolver(name: name, dns: dns, time: time)
    case .consulService(let service):
      ConsulAPIResolver(service: service, agent: consul, token: consulToken, time: time)
    case .list(let entries):
      StaticResolver(entries, hosts: hosts, dns: dns, time: time)
    }
  }

  private static func name(
    _ service: String, rule: HostNameRule, domain: String?, strategy: DiscoveryStrategy
  ) throws(StrategyFault) -> DomainName {
    let domain = try HostNameRule.service.name(domain ?? strategy.defaultDomain ?? "", part: .domain)
    let service = try rule.name(service, part: .service)
    do {
      return try DomainName(labels: service.labels + domain.labels)
    } catch {
      throw StrategyFault(.service, "with the domain \(error)", allowed: rule.allowed)
    }
  }

  private static func port(_ port: Int?, strategy: DiscoveryStrategy) throws(StrategyFault) -> UInt16 {
    guard let port else { return strategy.defaultPort ?? 80 }
    guard let valid = UInt16(exactly: port), valid > 0 else {
      throw StrategyFault(.port, "is \(port)", allowed: "a number from 1 to 65535")
    }
    return valid
  }
}

import Chassis
import DNS
import Discovery
import Logging
import ServiceClient
import Timing

/// Makes the clusters of all backends from their plans.
struct ClusterFactory: Sendable {
  /// A DNS client for these servers; nil for the system's.
  typealias MakeDNS = @Sendable ([ServerAddress]?) -> any DNSLookup

  var policy: CallPolicy
  var consulAgent: HostPort
  var consulToken: Secret?
  var transport: any Transport
  var makeDNS: MakeDNS
  var hosts: HostsTable = .empty
  var time: TimeSource = .real
  var random: RandomSource = .system
  var logger: Logger

  func client(for plans: DiscoverySettings.Plans) -> ServiceClient {
    // One client for the same servers: it remembers which of them answers.
    var clients: [[ServerAddress]?: any DNSLookup] = [:]
    return ServiceClient(
      Backend.allCases.compactMap { backend in
        guard let plan = plans[backend] else { return nil }
        let dns = clients[plan.servers] ?? makeDNS(plan.servers)
        clients[plan.servers] = dns
        return cluster(backend, plan, dns: dns)
      })
  }

  private func cluster(_ backend: Backend, _ plan: BackendPlan, dns: any DNSLookup) -> Cluster {
    let resolver = plan.query.makeResolver(
      dns: dns, consul: AgentFetcher(agent: consulAgent, transport: transport), consulToken: consulToken?.revealed,
      hosts: hosts, time: time)
    return Cluster(
      ClusterDefinition(
        service: backend.name, strategy: plan.query.strategy.rawValue, resolver: resolver, host: plan.host),
      policy: policy, transport: transport, time: time, random: random, logger: logger)
  }
}

extension ClusterFactory {
  /// The factory that `configuration` asks for.
  init(_ configuration: PortalConfiguration, transport: any Transport, logger: Logger) {
    self.init(
      policy: configuration.policy, consulAgent: configuration.discovery.consulAgent,
      consulToken: configuration.discovery.consulToken, transport: transport,
      makeDNS: { DNSClient(servers: $0 ?? ResolvConf.system().servers, transport: SocketTransport()) },
      hosts: .system, logger: logger)
  }
}

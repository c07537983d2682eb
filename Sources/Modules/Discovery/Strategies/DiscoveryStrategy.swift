/// How the instances of services are found.
package enum DiscoveryStrategy: String, Sendable, CaseIterable {
  /// A name in a private zone that is an alias of a load balancer.
  case route53
  /// SRV records of a Consul agent's DNS.
  case consul
  /// Blocking queries of a Consul agent's HTTP API.
  case consulAPI = "consul-api"
  /// A records that ECS keeps in AWS Cloud Map.
  case cloudmap
  /// A records that weave has of each container.
  case weave
  /// A list in configuration.
  case `static`

  /// The zone in which services are named; nil where names are in no zone.
  package var defaultDomain: String? {
    switch self {
    case .route53: "ecs.internal"
    case .consul: "service.consul"
    case .cloudmap: "workshop.local"
    case .weave: "weave.local"
    case .consulAPI, .static: nil
    }
  }

  /// The port of every instance; nil where the registry tells the port of each.
  package var defaultPort: UInt16? {
    switch self {
    case .route53: 80
    case .cloudmap, .weave: 4567
    case .consul, .consulAPI, .static: nil
    }
  }

  /// The name under which the service of the suite called `service` (`stock-price`) registers.
  ///
  /// The originals' names: Route 53 has `stockpriceapp`, and weave's names go without a hyphen.
  package func defaultName(of service: String) -> String {
    switch self {
    case .route53: service.filter { $0 != "-" } + "app"
    case .weave: service.filter { $0 != "-" }
    case .consul, .consulAPI, .cloudmap, .static: service
    }
  }
}

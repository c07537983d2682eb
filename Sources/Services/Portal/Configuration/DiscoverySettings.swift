import Chassis
import Discovery

/// How the portal finds its backends, and which other ways it could change to.
struct DiscoverySettings: Sendable {
  typealias Plans = [Backend: BackendPlan]

  /// The one that configuration names. A backend may have another of its own.
  let strategy: DiscoveryStrategy

  /// A plan for each backend, by the strategy that was begun with.
  let plans: Plans

  /// Whether the strategy may be changed while the portal runs.
  let isSwitchable: Bool

  /// The plans of every strategy that may be changed to, the one that was begun with included; empty where none may.
  let offers: [(strategy: DiscoveryStrategy, plans: Plans)]

  /// The Consul agent's HTTP API.
  let consulAgent: HostPort
  let consulToken: Secret?

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    strategy = try settings.choice("DISCOVERY_STRATEGY", default: .static)
    plans = try Self.plans(of: strategy, begunWith: strategy, settings)
    isSwitchable = try settings.boolean("PORTAL_STRATEGY_SWITCH", default: false)
    offers = isSwitchable ? try Self.offers(begunWith: strategy, plans, settings) : []
    consulAgent = try Self.consulAgent(settings)
    consulToken = try settings.secret("CONSUL_HTTP_TOKEN")
  }

  /// The strategies that may be changed to.
  var offered: [DiscoveryStrategy] { offers.map(\.strategy) }

  private static func plans(
    of strategy: DiscoveryStrategy, begunWith first: DiscoveryStrategy, _ settings: Settings
  ) throws -> Plans {
    var plans: Plans = [:]
    for backend in Backend.allCases {
      plans[backend] = try PlanReader(backend: backend, strategy: strategy, first: first, settings: settings).plan()
    }
    return plans
  }

  /// A strategy is offered where configuration has what it needs: lists for `static`, an agent for `consul-api`.
  private static func offers(
    begunWith first: DiscoveryStrategy, _ plans: Plans, _ settings: Settings
  ) throws -> [(strategy: DiscoveryStrategy, plans: Plans)] {
    try DiscoveryStrategy.allCases.compactMap { strategy in
      switch strategy {
      case first: return (strategy, plans)
      case .consulAPI where settings.string("DISCOVERY_CONSUL_HTTP") == nil: return nil
      case .static where !Backend.allCases.allSatisfy { settings.string($0.key("ENDPOINTS")) != nil }: return nil
      default: return (strategy, try Self.plans(of: strategy, begunWith: first, settings))
      }
    }
  }

  private static func consulAgent(_ settings: Settings) throws -> HostPort {
    let key = "DISCOVERY_CONSUL_HTTP"
    guard let text = settings.string(key) else { return HostPort(host: "127.0.0.1", port: 8500) }
    guard let agent = HostPort(text, defaultPort: 8500) else {
      throw ConfigurationError(
        key: key, value: text, allowed: "host:port of a Consul agent's HTTP API, or host for port 8500")
    }
    return agent
  }
}

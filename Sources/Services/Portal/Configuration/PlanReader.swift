import Chassis
import DNS
import Discovery

/// Reads how one backend is found: from its own settings, else from those of all, else the strategy's usual values.
struct PlanReader {
  let backend: Backend

  /// The strategy of all backends that have none of their own.
  let strategy: DiscoveryStrategy

  /// The strategy that the portal begins with: names, lists and the zone in configuration are meant for it.
  let first: DiscoveryStrategy

  let settings: Settings

  /// Throws ``ConfigurationError``.
  func plan() throws -> BackendPlan {
    let own = try ownStrategy()
    let strategy = own ?? self.strategy
    let isFirst = own != nil || strategy == first
    let domain = Self.first([
      (backend.key("DISCOVERY_DOMAIN"), isFirst), ("DISCOVERY_DOMAIN", isFirst && own == nil),
    ]) { settings.string($0) }
    let port = try Self.first([
      (backend.key("DISCOVERY_PORT"), isFirst), ("DISCOVERY_PORT", own == nil),
    ]) { try self.port($0) }
    let list = strategy == .static ? try list(isFirst: isFirst) : nil
    let nameKey = backend.key("SERVICE")
    let name =
      (isFirst && strategy != .static ? settings.string(nameKey) : nil) ?? strategy.defaultName(of: backend.name)
    let query: ServiceQuery
    do {
      query = try ServiceQuery(
        strategy: strategy, domain: domain?.value, service: name, port: port?.value, endpoints: list?.value)
    } catch {
      let keys: [StrategyFault.Part: String?] = [
        .domain: domain?.key, .port: port?.key, .endpoints: list?.key, .service: nameKey,
      ]
      throw ConfigurationError(key: (keys[error.part] ?? nil) ?? nameKey, fault: error.fault, allowed: error.allowed)
    }
    return BackendPlan(
      query: query, servers: try servers(),
      port: strategy.defaultPort.map { port?.value ?? Int($0) },
      shown: list?.value ?? query.name?.description ?? name)
  }

  private func ownStrategy() throws -> DiscoveryStrategy? {
    let key = backend.key("DISCOVERY_STRATEGY")
    guard settings.string(key) != nil else { return nil }
    return try settings.choice(key, default: DiscoveryStrategy.static)
  }

  private func port(_ key: String) throws -> Int? {
    guard settings.string(key) != nil else { return nil }
    return try settings.integer(key, default: 0, in: 1...65535)
  }

  private func servers() throws -> [ServerAddress]? {
    try Self.first([(backend.key("DISCOVERY_DNS_SERVER"), true), ("DISCOVERY_DNS_SERVER", true)]) { key in
      try settings.string(key).map { try NameServers.read($0, key: key) }
    }?.value
  }

  /// The addresses of the backend, all different.
  private func list(isFirst: Bool) throws -> (key: String, value: String) {
    let (key, beside) = (backend.key("SERVICE"), backend.key("ENDPOINTS"))
    guard let found = Self.first([(key, isFirst), (beside, true)], { settings.string($0) }) else {
      throw ConfigurationError(
        key: key, fault: "is not set",
        allowed: "the addresses of the \(backend.name) service, host:port, several separated by commas")
    }
    var seen: Set<String> = []
    if let twice = settings.list(found.key).first(where: { !seen.insert($0).inserted }) {
      throw ConfigurationError(key: found.key, fault: "names \(twice) twice", allowed: "a list of different addresses")
    }
    return found
  }

  /// The first of `keys` that is meant and set.
  private static func first<Value>(
    _ keys: [(key: String, isMeant: Bool)], _ read: (String) throws -> Value?
  ) rethrows -> (key: String, value: Value)? {
    for (key, isMeant) in keys where isMeant {
      if let value = try read(key) { return (key, value) }
    }
    return nil
  }
}

extension Backend {
  /// The setting `name` of this backend alone.
  func key(_ name: String) -> String { "\(settingsPrefix)_\(name)" }
}

/// Which processes make up the local stack: two instances of each backend, each on a loopback address of its own, and a
/// portal that finds them.
///
/// All backends share one port, as the tasks of a service in `awsvpc` mode do: an A record names an address and has no
/// room for a port.
struct StackPlan: Sendable, Equatable {
  static let backends = ["stock-price", "weather", "twitch", "goodreads"]
  static let instancesPerBackend = 2

  /// Where the portal finds what it needs.
  struct Discovery: Sendable, Equatable {
    var strategy: DiscoveryStrategy
    /// `127.0.0.1:8600`, of the demo's own name server.
    var nameServer: String
    /// `127.0.0.1:port`, of the demo's own control server.
    var control: String
  }

  let backendInstances: [Instance]
  private let inherited: [String: String]
  private let backendPort: Int
  let isLive: Bool

  /// - Parameters:
  ///   - inherited: Environment of the demo, which its processes get except for what the demo decides itself.
  ///   - backendPort: Port of all backends, free on all of ``addresses``.
  ///   - isLive: Whether data comes from real providers: those that `PROVIDER` names, or else the best there are.
  init(inherited: [String: String], backendPort: Int, isLive: Bool = false) {
    let provider = isLive ? inherited["PROVIDER"] ?? "auto" : "sample"
    self.inherited = Self.passedOn(inherited).merging(["PROVIDER": provider]) { $1 }
    self.isLive = isLive
    self.backendPort = backendPort
    var instances: [Instance] = []
    for service in Self.backends {
      for number in 1...Self.instancesPerBackend {
        let host = Self.address(instances.count + 1)
        instances.append(
          Instance(name: "\(service)-\(number)", service: service, host: host, port: backendPort, environment: [:]))
      }
    }
    backendInstances = instances.map { [inherited = self.inherited] in $0.completed(with: inherited) }
  }

  /// - Parameters:
  ///   - port: Port of the portal on 127.0.0.1.
  ///   - staticFolder: Folder of the portal's web page.
  func portal(port: Int, staticFolder: String, discovery: Discovery) -> Instance {
    var environment = [
      "STATIC_DIR": staticFolder, "DISCOVERY_STRATEGY": discovery.strategy.rawValue,
      "DISCOVERY_DNS_SERVER": discovery.nameServer, "DISCOVERY_PORT": String(backendPort),
      "PORTAL_STRATEGY_SWITCH": "true", "DEMO_CONTROL": discovery.control,
    ]
    for service in Self.backends {
      // For the strategy `static`, which a person may change to while the portal runs.
      let key = service.uppercased().replacing("-", with: "_") + "_ENDPOINTS"
      environment[key] = backendInstances.filter { $0.service == service }
        .map { "\($0.host):\($0.port)" }.joined(separator: ",")
    }
    // Providers on the internet take longer than services next door.
    let patience = isLive ? ["PORTAL_DEADLINE": "10s", "PORTAL_ATTEMPT_TIMEOUT": "9500ms"] : [:]
    return Instance(name: "portal-1", service: "portal", host: "127.0.0.1", port: port, environment: environment)
      .completed(with: patience.merging(inherited.filter { !Self.isProviderKey($0.key) }) { $1 })
  }

  /// Keys of providers, which the portal never needs.
  private static func isProviderKey(_ key: String) -> Bool {
    ["_KEY", "_SECRET"].contains { key.hasSuffix($0) || key.hasSuffix($0 + "_FILE") }
  }

  /// One more instance of `service` beside `instances`; nil where there are enough of it, or no address is free.
  func further(_ service: String, beside instances: [Instance], isFree: (String, Int) -> Bool) -> Instance? {
    let siblings = instances.filter { $0.service == service }
    guard siblings.count < Fleet.mostOfAService else { return nil }
    let taken = Set(instances.map(\.host))
    let host = (1...Self.backends.count * Fleet.mostOfAService).lazy.map(Self.address)
      .first { !taken.contains($0) && isFree($0, backendPort) }
    guard let host else { return nil }
    return Instance(
      name: "\(service)-\(siblings.count + 1)", service: service, host: host, port: backendPort, environment: [:]
    ).completed(with: inherited)
  }

  /// Addresses of the backends at the start, 127.0.1.1 and so on.
  static let addresses = (1...backends.count * instancesPerBackend).map(address)

  private static func address(_ number: Int) -> String {
    "127.0.1.\(number)"
  }

  /// What the demo decides for all, or what would make its processes differ from run to run, is not passed on.
  private static func passedOn(_ inherited: [String: String]) -> [String: String] {
    let decided = [
      "CONFIG_FILE", "REGISTRATION", "ECS_CONTAINER_METADATA_URI_V4", "STRATEGY", "LIVE", "DEMO_CONTROL",
      "PORTAL_STRATEGY_SWITCH",
    ]
    return inherited.filter { key, _ in
      !decided.contains(key) && !key.hasPrefix("DISCOVERY_") && !key.hasSuffix("_SERVICE")
        && !key.hasSuffix("_ENDPOINTS")
    }
  }
}

extension Instance {
  /// With the whole environment of the process, from what it inherits and what is its own.
  fileprivate func completed(with inherited: [String: String]) -> Instance {
    var instance = self
    let decided = [
      "HOST": host, "PORT": String(port), "INSTANCE_ID": name, "CONTAINER_ID": "\(name)-container",
      "LOG_FORMAT": "text", "STOP_WHEN_STDIN_CLOSES": "true", "DRAIN_DELAY": "0s",
      "DRAIN_TIMEOUT": "3s",
    ]
    instance.environment = inherited.merging(decided) { $1 }.merging(environment) { $1 }
    return instance
  }
}

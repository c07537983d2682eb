/// Which processes make up the local stack: two instances of each backend, each on a loopback address of its own, and a
/// portal that knows them.
///
/// All backends share one port, as the tasks of a service in `awsvpc` mode do: a DNS record names an address and has no
/// room for a port.
struct StackPlan: Sendable, Equatable {
  static let backends = ["stock-price", "weather", "twitch", "goodreads"]
  static let instancesPerBackend = 2

  var backendInstances: [Instance]
  var portal: Instance

  /// - Parameters:
  ///   - inherited: Environment of the demo, which its processes get except for what the demo decides itself.
  ///   - backendPort: Port of all backends, free on all of ``addresses``.
  ///   - portalPort: Port of the portal on 127.0.0.1.
  ///   - staticFolder: Folder of the portal's web page.
  init(inherited: [String: String], backendPort: Int, portalPort: Int, staticFolder: String) {
    var addresses = Self.addresses[...]
    backendInstances = Self.backends.flatMap { service in
      (1...Self.instancesPerBackend).map { number in
        let host = addresses.popFirst() ?? "127.0.0.1"
        return Instance(
          name: "\(service)-\(number)", service: service, host: host, port: backendPort, environment: [:])
      }
    }
    portal = Instance(
      name: "portal-1", service: "portal", host: "127.0.0.1", port: portalPort,
      environment: ["STATIC_DIR": staticFolder, "DISCOVERY_STRATEGY": "static"])
    for service in Self.backends {
      let key = service.uppercased().replacing("-", with: "_") + "_SERVICE"
      portal.environment[key] = backendInstances.filter { $0.service == service }
        .map { "\($0.host):\($0.port)" }.joined(separator: ",")
    }
    let common = Self.passedOn(inherited)
    for index in backendInstances.indices { backendInstances[index].complete(with: common) }
    portal.complete(with: common)
  }

  /// Addresses of the backends, 127.0.1.1 and so on.
  static let addresses = (1...backends.count * instancesPerBackend).map { "127.0.1.\($0)" }

  /// What the demo decides for all, or what would make its processes differ from run to run, is not passed on.
  private static func passedOn(_ inherited: [String: String]) -> [String: String] {
    inherited.filter { key, _ in
      !["CONFIG_FILE", "REGISTRATION", "ECS_CONTAINER_METADATA_URI_V4"].contains(key)
        && !key.hasPrefix("DISCOVERY_") && !key.hasSuffix("_SERVICE")
    }
  }
}

extension Instance {
  /// The whole environment of the process, from what it inherits and what is its own.
  fileprivate mutating func complete(with inherited: [String: String]) {
    let decided = [
      "HOST": host, "PORT": String(port), "INSTANCE_ID": name, "CONTAINER_ID": "\(name)-container",
      "PROVIDER": "sample", "LOG_FORMAT": "text", "STOP_WHEN_STDIN_CLOSES": "true", "DRAIN_DELAY": "0s",
      "DRAIN_TIMEOUT": "3s",
    ]
    environment = inherited.merging(decided) { $1 }.merging(environment) { $1 }
  }
}

import Chassis

/// Where the API of the container engine is, by `DOCKER_HOST`.
enum EngineAddress: Sendable, Equatable {
  /// The path of a Unix domain socket.
  case socket(String)
  /// Without TLS: for an engine on this host.
  case network(HostPort)

  /// From `unix:///var/run/docker.sock` or `tcp://127.0.0.1:2375`; nil for another form.
  init?(_ text: String) {
    if let path = text.dropping("unix://") {
      guard path.hasPrefix("/"), path.utf8.count > 1 else { return nil }
      self = .socket(path)
    } else if let authority = text.dropping("tcp://") ?? text.dropping("http://") {
      guard
        let address = HostPort(authority.hasSuffix("/") ? String(authority.dropLast()) : authority, defaultPort: 2375)
      else { return nil }
      self = .network(address)
    } else {
      return nil
    }
  }

  static let form = "unix:///path/of/a/socket or tcp://host:port"
}

extension String {
  fileprivate func dropping(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

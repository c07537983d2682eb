import FoundationEssentials
import NIOCore

/// How the container of a task is reached from outside, as the agent of Amazon ECS tells it (task metadata endpoint,
/// version 4).
struct ContainerNetwork: Sendable, Equatable {
  /// `awsvpc`, `bridge`, `host` or `none`.
  var mode: String
  /// The container's own, IPv4 first; with `awsvpc` the task's.
  var addresses: [String]
  /// Host port by container port, for TCP.
  var hostPorts: [Int: Int]

  init(mode: String, addresses: [String] = [], hostPorts: [Int: Int] = [:]) {
    self.mode = mode
    self.addresses = addresses
    self.hostPorts = hostPorts
  }

  /// Throws `DecodingError` where the container's document has another form.
  init(container: ByteBuffer) throws {
    struct Container: Decodable {
      var Networks: [Network]?
      var Ports: [Port]?
    }
    struct Network: Decodable {
      var NetworkMode: String?
      var IPv4Addresses: [String]?
      var IPv6Addresses: [String]?
    }
    struct Port: Decodable {
      var ContainerPort: Int?
      var HostPort: Int?
      var `Protocol`: String?
    }
    let document = try JSONDecoder().decode(Container.self, from: Data(container.readableBytesView))
    let networks = document.Networks ?? []
    mode = networks.first?.NetworkMode ?? ""
    addresses = networks.flatMap { $0.IPv4Addresses ?? [] } + networks.flatMap { $0.IPv6Addresses ?? [] }
    hostPorts = [:]
    for port in document.Ports ?? [] where port.Protocol ?? "tcp" == "tcp" {
      // 0 stands for one that is not chosen yet.
      guard let inside = port.ContainerPort, let outside = port.HostPort, (1...65535).contains(outside) else {
        continue
      }
      hostPorts[inside] = outside
    }
  }
}

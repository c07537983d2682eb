import FoundationEssentials
import NIOCore

extension Container {
  /// From the answer to `GET /containers/{id}/json` of Docker or Podman. Nothing but the id is taken for granted: the
  /// engines differ in what they leave out. Throws `DecodingError` where a member is of another kind.
  init(document: ByteBuffer) throws {
    let document = try JSONDecoder().decode(Document.self, from: Data(document.readableBytesView))
    let configuration = document.Config
    id = document.Id
    name = document.Name.map { String($0.hasPrefix("/") ? $0.dropFirst() : $0[...]) } ?? ""
    image = configuration?.Image ?? ""
    // Docker takes one that waits to be started again for running. Its address and ports are gone.
    isRunning = document.State.map { $0.Running == true && $0.Restarting != true } ?? false
    exitCode = isRunning ? nil : document.State?.ExitCode
    startedAt = document.State?.StartedAt ?? ""
    stopSignal = configuration?.StopSignal.flatMap { Signal($0) }
    let environment = configuration?.Env ?? []
    variables = ContainerVariables.merged(environment: environment, labels: configuration?.Labels ?? [:])
    registersItself = environment.contains { $0.hasPrefix("REGISTRATION=") && $0 != "REGISTRATION=" }
    network = Network(mode: document.HostConfig?.NetworkMode ?? "")
    addresses = document.NetworkSettings?.addresses ?? []
    exposed = Set((configuration?.ExposedPorts ?? [:]).keys.compactMap { Port($0) })
    published = [:]
    for (text, bindings) in document.NetworkSettings?.Ports ?? [:] {
      guard let port = Port(text) else { continue }
      exposed.insert(port)
      published[port] = Binding(bindings ?? [])
    }
  }
}

extension Container.Network {
  fileprivate init(mode: String) {
    let shared = "container:"
    self = mode == "host" ? .host : mode.hasPrefix(shared) ? .shared(with: String(mode.dropFirst(shared.count))) : .own
  }
}

extension Container.Port {
  /// From `80/tcp`; nil for what is no port.
  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let first = parts.first, let number = Int(first), (1...65535).contains(number) else { return nil }
    self.init(number: number, transport: parts.count == 2 ? parts[1].lowercased() : "tcp")
  }
}

extension Container.Binding {
  /// One of several, IPv4 first: Docker tells of both families. Nil where there is none.
  fileprivate init?(_ bindings: [Document.Binding]) {
    let usable = bindings.compactMap { binding -> Container.Binding? in
      guard let text = binding.HostPort, let port = Int(text), (1...65535).contains(port) else { return nil }
      return Container.Binding(address: binding.HostIp ?? "", port: port)
    }
    guard var chosen = usable.first(where: { $0.address?.contains(":") == false }) ?? usable.first else { return nil }
    if let address = chosen.address, ["", "0.0.0.0", "::"].contains(address) { chosen.address = nil }
    self = chosen
  }
}

/// The members that are read, as the engine's API names them.
private struct Document: Decodable {
  var Id: String
  var Name: String?
  var State: State?
  var Config: Configuration?
  var HostConfig: HostConfiguration?
  var NetworkSettings: NetworkSettings?

  struct State: Decodable {
    var Running: Bool?
    var Restarting: Bool?
    var ExitCode: Int?
    var StartedAt: String?
  }

  struct Configuration: Decodable {
    var Image: String?
    var Env: [String]?
    var Labels: [String: String]?
    var ExposedPorts: [String: Empty]?
    var StopSignal: String?
  }

  struct HostConfiguration: Decodable {
    var NetworkMode: String?
  }

  struct NetworkSettings: Decodable {
    var IPAddress: String?
    var Networks: [String: Network]?
    var Ports: [String: [Binding]?]?

    /// That of the default network, then the others by the names of their networks.
    var addresses: [String] {
      let others = (Networks ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      let all = [IPAddress] + others.map(\.IPAddress) + others.map(\.GlobalIPv6Address)
      return all.compactMap { $0 }.filter { !$0.isEmpty }
    }
  }

  struct Network: Decodable {
    var IPAddress: String?
    var GlobalIPv6Address: String?
  }

  struct Binding: Decodable {
    var HostIp: String?
    var HostPort: String?
  }

  struct Empty: Decodable {}
}

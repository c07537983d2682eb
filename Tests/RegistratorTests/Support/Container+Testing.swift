import Chassis

@testable import Registrator

extension Container {
  /// One that runs, with the ports that `published` says as `80/tcp` forwarded from ports of the host.
  static func running(
    _ id: String, name: String = "web", image: String = "example/web:1", _ variables: [String: String] = [:],
    published: [String: Int] = ["80/tcp": 32_768], exposed: [String] = [], address: String? = nil,
    network: Container.Network = .own, addresses: [String] = ["172.17.0.2"], startedAt: String = "1"
  ) -> Container {
    var container = Container(
      id: id, name: name, image: image, isRunning: true, startedAt: startedAt, variables: variables,
      registersItself: false, network: network, addresses: addresses, exposed: [], published: [:])
    for (text, port) in published {
      guard let key = Container.Port(text) else { continue }
      container.published[key] = Container.Binding(address: address, port: port)
      container.exposed.insert(key)
    }
    container.exposed.formUnion(exposed.compactMap { Container.Port($0) })
    return container
  }

  /// The container `c1`.
  static func running(
    name: String = "web", image: String = "example/web:1", _ variables: [String: String] = [:],
    published: [String: Int] = ["80/tcp": 32_768], exposed: [String] = [], address: String? = nil,
    network: Container.Network = .own, addresses: [String] = ["172.17.0.2"]
  ) -> Container {
    running(
      "c1", name: name, image: image, variables, published: published, exposed: exposed, address: address,
      network: network, addresses: addresses)
  }

  /// The same one after its end.
  func ended(code: Int = 0) -> Container {
    var container = self
    container.isRunning = false
    container.exitCode = code
    return container
  }
}

extension RegistrationRules {
  static let explicit = RegistrationRules(host: "host", agentHost: "127.0.0.1")
  static let everything = RegistrationRules(host: "host", isExplicit: false, agentHost: "127.0.0.1")
}

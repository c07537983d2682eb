/// A port of a container that can be registered, and where others reach it.
struct ServicePort: Sendable, Equatable {
  var port: Container.Port
  /// Nil for the address of the host.
  var address: String?
  /// At that address.
  var reachablePort: Int
}

extension Container {
  /// In the order of their numbers, TCP before UDP. Ports that nobody outside of the container reaches are none.
  ///
  /// - Parameters:
  ///   - isInternal: Containers reach each other at their own addresses.
  ///   - configured: Address of the host, whatever the engine says.
  func servicePorts(isInternal: Bool, configured: String?) -> [ServicePort] {
    ports(isInternal: isInternal, configured: configured).sorted {
      ($0.port.number, $0.port.transport) < ($1.port.number, $1.port.transport)
    }
  }

  private func ports(isInternal: Bool, configured: String?) -> [ServicePort] {
    switch network {
    case .host:
      return exposed.map { ServicePort(port: $0, address: configured, reachablePort: $0.number) }
    case .shared:
      guard let address = addresses.first ?? configured else { return [] }
      return exposed.map { ServicePort(port: $0, address: address, reachablePort: $0.number) }
    case .own where isInternal:
      guard let address = addresses.first else { return [] }
      return exposed.map { ServicePort(port: $0, address: address, reachablePort: $0.number) }
    case .own:
      return published.map { port, binding in
        ServicePort(port: port, address: configured ?? binding.address, reachablePort: binding.port)
      }
    }
  }
}

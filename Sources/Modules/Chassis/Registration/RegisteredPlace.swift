/// Where others reach the service, and where the agent checks it.
package struct RegisteredPlace: Sendable, Equatable {
  /// Nil for the address of the agent's own node, which is this machine's.
  package var address: String?
  package var port: Int

  /// At which the agent, as seen from the agent, finds the service.
  package var checkHost: String

  /// - Parameter agentHost: Where the agent checks a service without an address of its own.
  package init(address: String?, port: Int, agentHost: String) {
    self.address = address
    self.port = port
    checkHost = address ?? agentHost
  }

  /// - Parameters:
  ///   - bound: Address and port at which the server listens.
  ///   - configured: `REGISTRATION_ADDRESS`.
  ///   - network: Of the container; nil outside of ECS.
  ///   - agentHost: At which this process reaches the agent.
  ///
  /// The agent is local. Where no address is registered, the one through which we reach it is one of the machine that
  /// both share: with `127.0.0.1` they share its loopback, and with the address of Docker's bridge or of the host that is
  /// where published ports are open. So it checks there. Throws ``RegistrationFault`` where the container's port is not
  /// published, so that nobody could reach it.
  init(bound: HostPort, configured: String?, network: ContainerNetwork?, agentHost: String) throws {
    var address = ["0.0.0.0", "::"].contains(bound.host) ? nil : bound.host
    port = bound.port
    switch network?.mode {
    case "bridge", "default":
      guard let hostPort = network?.hostPorts[bound.port] else {
        throw RegistrationFault(message: "the ECS agent tells of no host port for the container's port \(bound.port)")
      }
      // What the server is bound to is inside of the container.
      address = nil
      port = hostPort
    case "awsvpc": address = address ?? network?.addresses.first
    default: break
    }
    self.address = configured ?? address
    checkHost = self.address ?? agentHost
  }
}

/// Why the service is not registered; in words for the operator, without secrets.
struct RegistrationFault: Error, Sendable, Equatable, CustomStringConvertible {
  var message: String

  var description: String { message }
}

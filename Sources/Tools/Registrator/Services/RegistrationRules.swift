import Chassis

/// What of a container is registered, and as what: Registrator's contract.
struct RegistrationRules: Sendable, Equatable {
  /// Begins every id, so that the registrators of several hosts know their own.
  var host: String
  /// Of this host, whatever the engine says; nil for what the engine says.
  var address: String?
  /// Registers the ports and addresses of the containers themselves.
  var isInternal = false
  /// Registers only what has a name of its own.
  var isExplicit = true
  /// For all services.
  var tags: [String] = []
  /// Where the agent checks what is registered without an address.
  var agentHost: String

  struct Result: Sendable, Equatable {
    var plans: [RegistrationPlan] = []
    /// Why some ports are not registered, in words for the operator.
    var faults: [String] = []
  }

  func services(of container: Container) -> Result {
    var result = Result()
    guard !container.registersItself else { return result }
    let ports = container.servicePorts(isInternal: isInternal, configured: address)
    for port in ports {
      do {
        if let plan = try plan(of: port, in: container, isOneOfSeveral: ports.count > 1) { result.plans.append(plan) }
      } catch {
        result.faults.append("port \(port.port.number): \(error)")
      }
    }
    if result.plans.isEmpty, result.faults.isEmpty, let fault = fault(of: container, hasPorts: !ports.isEmpty) {
      result.faults.append(fault)
    }
    return result
  }

  /// Nil where the port is not to be registered. Throws `ConfigurationError`.
  private func plan(
    of port: ServicePort, in container: Container, isOneOfSeveral: Bool
  ) throws -> RegistrationPlan? {
    let number = port.port.number
    let variables = RegistrationVariables(container.variables, port: number)
    guard variables["ignore"] == nil, let name = try name(variables, container, number, isOneOfSeveral) else {
      return nil
    }
    let isTCP = port.port.transport == "tcp"
    let tags = RegisteredTags.parse(variables["tags"]?.value ?? "") + tags + (isTCP ? [] : [port.port.transport])
    let id = try RegisteredService.id(variables)
    var plan = RegistrationPlan(
      id: id ?? "\(host):\(container.name):\(number)" + (isTCP ? "" : ":\(port.port.transport)"),
      service: RegisteredService(
        name: name, tags: tags, id: id, check: try ContainerCheck.read(variables),
        meta: try RegisteredService.meta(variables)),
      place: RegisteredPlace(address: port.address, port: port.reachablePort, agentHost: agentHost))
    try RegistrationMark.mark(&plan, host: host, container: container.id)
    return plan
  }

  private func name(
    _ variables: RegistrationVariables, _ container: Container, _ port: Int, _ isOneOfSeveral: Bool
  ) throws -> String? {
    let allowed = "1 to 128 visible ASCII characters without spaces and slashes"
    let given = try variables.value("name", allowed: allowed) { text in
      (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2F }
        ? text : nil
    }
    guard let name = given ?? implied(by: container) else { return nil }
    // A name that was given to this very port is its name; any other would be the name of several.
    let isPortsOwn = variables["name"]?.key.lowercased() != "service_name" && given != nil
    return isOneOfSeveral && !isPortsOwn ? "\(name)-\(port)" : name
  }

  /// The catalogue itself, and what fills it, are registered where that is asked for only.
  private func implied(by container: Container) -> String? {
    let name = container.imageBaseName
    return isExplicit || name.isEmpty || Self.infrastructure.contains(name) ? nil : name
  }

  private static let infrastructure: Set<String> = ["consul", "registrator", "amazon-ecs-agent"]

  /// A container that asks to be registered and cannot be reached is worth a line.
  private func fault(of container: Container, hasPorts: Bool) -> String? {
    guard !hasPorts, container.variables.contains(where: { $0.key.lowercased().hasSuffix("_name") }) else { return nil }
    return isInternal ? "it has no address or exposes no port" : "none of its ports is published"
  }
}

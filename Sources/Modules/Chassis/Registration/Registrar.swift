import Logging
import ServiceLifecycle
import Timing

/// Keeps this service registered with the local Consul agent, from when it listens until it is asked to stop.
///
/// The service itself does not depend on it: an agent that is down delays the registration and nothing else.
struct Registrar: Service {
  /// How the container is reached, nil outside of ECS. Throws where the ECS agent does not tell.
  typealias FindNetwork = @Sendable () async throws -> ContainerNetwork?

  let settings: RegistrationSettings
  let hostname: String
  let containerID: String
  let agent: ConsulAgent
  let status: RegistrationStatus
  /// Where the server listens, once it does.
  let listening: AsyncStream<HostPort>
  let findNetwork: FindNetwork
  let logger: Logger
  var time = TimeSource.real
  var random = RandomSource.system

  func run() async throws {
    await cancelWhenGracefulShutdown { await keepRegistered() }
    // Also where the last try to register had no answer: it may have had its effect.
    if let plan = status.plan { await deregister(plan) }
  }

  private func keepRegistered() async {
    guard let bound = await listening.first(where: { _ in true }) else { return }
    var machine = RegistrationMachine(timeToLive: settings.service.check?.timeToLive)
    while true {
      let (action, delay) = machine.next(random: random)
      do { try await time.sleep(for: delay) } catch { return }
      let answer = await perform(action, bound)
      if Task.isCancelled { return }
      let change = machine.take(answer, to: action)
      status.tried(isRegistered: machine.isRegistered, lastError: machine.failure?.text)
      if let change { log(change) }
    }
  }

  private func perform(_ action: RegistrationMachine.Action, _ bound: HostPort) async -> RegistrationMachine.Answer {
    do {
      let plan = try await self.plan(bound)
      switch action {
      case .register: return await agent.register(plan)
      case .verify: return await agent.verify(plan.id)
      case .beat: return await agent.beat(plan.id)
      }
    } catch {
      return .failed(.init(reason: "network", text: "\(error)"))
    }
  }

  private func plan(_ bound: HostPort) async throws -> RegistrationPlan {
    if let plan = status.plan { return plan }
    let network = try await findNetwork()
    let configured = try settings.address == OwnAddress.setting ? OwnAddress.find() : settings.address
    let place = try RegisteredPlace(
      bound: bound, configured: configured, network: network, agentHost: settings.agent.host)
    let plan = RegistrationPlan(
      service: settings.service, place: place, bound: bound, hostname: hostname, containerID: containerID)
    status.plan = plan
    return plan
  }

  /// Comes first of all in a stop, so that nobody is sent here any more while the service still answers.
  private func deregister(_ plan: RegistrationPlan) async {
    // In a task of its own: where the whole group was cancelled this one is, too, and its request would not go out.
    let answer = await Task.detached { [agent] in
      await agent.deregister(plan.id, within: Self.longestDeregistration)
    }.value
    switch answer {
    case .done, .unknown:
      status.tried(isRegistered: false, lastError: nil)
      logger.info("deregistered", metadata: ["id": .string(plan.id)])
    case .failed(let failure):
      logger.warning(
        "could not deregister; Consul forgets a service whose check has failed for long enough",
        metadata: ["id": .string(plan.id), "error": .string(failure.text)])
    }
  }

  private func log(_ change: RegistrationMachine.Change) {
    var metadata: Logger.Metadata = ["agent": "\(settings.agent)", "name": .string(settings.service.name)]
    if let plan = status.plan {
      metadata["id"] = .string(plan.id)
      metadata["port"] = "\(plan.place.port)"
      metadata["address"] = .string(plan.place.address ?? "the agent's own")
    }
    switch change {
    case .registered: logger.info("registered", metadata: metadata)
    case .recovered: logger.info("the Consul agent answers again", metadata: metadata)
    case .lost: logger.warning("the Consul agent has forgotten this service; registering again", metadata: metadata)
    case .failing(let failure):
      metadata["error"] = .string(failure.text)
      logger.warning("the registration fails; trying again", metadata: metadata)
    }
  }

  /// A stop takes this much longer where the agent does not answer.
  static let longestDeregistration = Duration.seconds(1)
}

import Chassis
import DNS
import HTTPClient
import UnixSignals

/// The local stack as a whole: the name server, then the backends, then the portal; in the opposite order when it stops.
struct Stack: Sendable {
  let plan: StackPlan
  let strategy: DiscoveryStrategy
  let portalPort: Int
  let installation: Installation
  let logs: LogFolder
  let terminal: Terminal
  /// Stops also at the end of the standard input, as the services do.
  let stopsWithInput: Bool

  enum Event: Sendable {
    case instance(Supervisor.Event)
    /// It has begun to pass its checks, or to fail them.
    case health(String, isPassing: Bool)
    /// A signal, or the end of the input, asks the stack to stop.
    case stop
  }

  /// Runs until it is asked to stop. Throws ``DemoError`` where an instance does not start; nothing is left running
  /// in either case.
  func run() async throws {
    let (events, continuation) = AsyncStream.makeStream(of: Event.self)
    let client = Client(configuration: ClientConfiguration(userAgent: "demo"))
    let signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm, .sighup])
    let listening = Task {
      for await _ in signals { continuation.yield(.stop) }
    }
    if stopsWithInput {
      Task {
        try await StandardInputWatch().run()
        continuation.yield(.stop)
      }
    }
    var fault: (any Error)?
    do {
      try await run(client, events, continuation)
    } catch {
      fault = error
    }
    listening.cancel()
    await client.shutdown()
    if let fault { throw fault }
  }

  private func run(
    _ client: Client, _ events: AsyncStream<Event>, _ continuation: AsyncStream<Event>.Continuation
  ) async throws {
    let names = try await DemoNames.start(client) { continuation.yield(.health($0, isPassing: $1)) }
    let backends = fleet(client, names, continuation)
    // Of the portal alone: nobody looks for it by name.
    let portals = fleet(client, nil, continuation)
    let control = try await ControlServer.start(backends)
    var fault: (any Error)?
    do {
      for instance in plan.backendInstances { try backends.start(instance) }
      if try await allHealthy(plan.backendInstances, events) {
        let portal = portal(names, control)
        try portals.start(portal)
        if try await allHealthy([portal], events) {
          let welcome = Welcome(
            strategy: strategy, portalPort: portalPort, names: names.address, logs: logs.path, isLive: plan.isLive)
          terminal.say(welcome.text)
          await watch(events)
        }
      }
    } catch {
      fault = error
    }
    if fault == nil { terminal.say("Stopping …") }
    await control.stop()
    await portals.stop()
    await backends.stop()
    await names.stop()
    if let fault { throw fault }
  }

  private func portal(_ names: DemoNames, _ control: ControlServer) -> Instance {
    plan.portal(
      port: portalPort, staticFolder: installation.staticFolder,
      discovery: .init(
        strategy: strategy, nameServer: names.address.description, control: "127.0.0.1:\(control.port)"))
  }

  private func fleet(
    _ client: Client, _ names: DemoNames?, _ continuation: AsyncStream<Event>.Continuation
  ) -> Fleet {
    Fleet(plan: plan) { instance in
      let file = try logs.file(of: instance)
      return Supervisor(
        instance: instance, program: "\(installation.programs)/\(instance.service)", client: client, names: names,
        deliver: { line in
          file.write(line.text + "\n")
          if line.isForTheTerminal { terminal.log(instance.name, line) }
        },
        report: { continuation.yield(.instance($0)) })
    }
  }

  /// True once each of `instances` has answered; false where it was asked to stop first. While the stack starts, an instance
  /// that ends has a fault that starting it again would not mend.
  private func allHealthy(_ instances: [Instance], _ events: AsyncStream<Event>) async throws -> Bool {
    var missing = Set(instances.map(\.name))
    for await event in events {
      switch event {
      case .stop: return false
      case .instance(.healthy(let instance, let time)):
        terminal.healthy(instance, after: time)
        missing.remove(instance.name)
        if missing.isEmpty { return true }
      case .instance(.ended(let instance, let status, _)):
        throw DemoError("\(instance.name) ended while it started (\(status)); its last words are above")
      case .instance(.unhealthy(let instance)):
        throw DemoError("\(instance.name) did not answer at \(instance.url)/health in time")
      case .instance(.cannotStart(_, let error)): throw error
      case .instance(.changed), .health: break
      }
    }
    return false
  }

  /// Tells what happens until it is asked to stop.
  private func watch(_ events: AsyncStream<Event>) async {
    for await event in events {
      switch event {
      case .stop: return
      case .health(let name, true): terminal.note(name, "passes its health check again")
      case .health(let name, false): terminal.trouble(name, "fails its health check")
      case .instance(.changed(let instance, let state)): terminal.note(instance.name, "is \(state)")
      case .instance(.healthy(let instance, let time)): terminal.healthy(instance, after: time)
      case .instance(.unhealthy(let instance)): terminal.trouble(instance.name, "does not answer /health")
      case .instance(.cannotStart(let instance, let error)): terminal.trouble(instance.name, "\(error)")
      case .instance(.ended(let instance, let status, .restart(let delay))):
        terminal.trouble(instance.name, "ended (\(status)); starting it again in \(delay)")
      case .instance(.ended(let instance, let status, .giveUp)):
        terminal.trouble(instance.name, "ended (\(status)) again and again; it stays down")
      }
    }
  }
}

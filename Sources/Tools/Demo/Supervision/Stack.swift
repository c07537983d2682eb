import Chassis
import HTTPClient
import UnixSignals

/// The local stack as a whole: the backends first, then the portal; in the opposite order when it stops.
struct Stack: Sendable {
  let plan: StackPlan
  let programs: String
  let logs: LogFolder
  let terminal: Terminal
  /// Stops also at the end of the standard input, as the services do.
  let stopsWithInput: Bool

  private enum Event: Sendable {
    case instance(Supervisor.Event)
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
    let report: @Sendable (Supervisor.Event) -> Void = { continuation.yield(.instance($0)) }

    var backends: [Task<Void, Never>] = []
    var portal: Task<Void, Never>?
    var fault: (any Error)?
    do {
      for instance in plan.backendInstances {
        backends.append(try start(instance, client, report))
      }
      if try await allHealthy(plan.backendInstances, events) {
        portal = try start(plan.portal, client, report)
        if try await allHealthy([plan.portal], events) {
          welcome()
          await watch(events)
        }
      }
    } catch {
      fault = error
    }
    if fault == nil { terminal.say("Stopping …") }
    await stop([portal].compactMap { $0 })
    await stop(backends)
    listening.cancel()
    await client.shutdown()
    if let fault { throw fault }
  }

  private func start(
    _ instance: Instance, _ client: Client, _ report: @escaping @Sendable (Supervisor.Event) -> Void
  ) throws -> Task<Void, Never> {
    let file = try logs.file(of: instance)
    let supervisor = Supervisor(
      instance: instance, program: "\(programs)/\(instance.service)", client: client,
      deliver: { line in
        file.write(line.text + "\n")
        if line.isForTheTerminal { terminal.log(instance.name, line) }
      },
      report: report)
    return Task { await supervisor.run() }
  }

  /// Asks all to stop at once, then waits for each.
  private func stop(_ tasks: [Task<Void, Never>]) async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
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
      }
    }
    return false
  }

  /// Tells what happens until it is asked to stop.
  private func watch(_ events: AsyncStream<Event>) async {
    for await event in events {
      switch event {
      case .stop: return
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

  private func welcome() {
    let url = "http://localhost:\(plan.portal.port)"
    terminal.say(
      """

      The portal is at \(url)

        curl \(url)/stock/AMZN
        curl \(url)/weather/Amsterdam
        curl -i \(url)/book/9780131103627    X-Served-By names the instance that answered

      Logs of all instances: \(logs.path) (removed at the end)
      Ctrl-C stops everything.

      """)
  }
}

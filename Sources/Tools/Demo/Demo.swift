import Chassis
import FoundationEssentials
import Glibc

/// The whole suite on this machine: two instances of each backend and the portal, with sample data, on loopback only; or,
/// where it is asked for, with data from real providers.
@main
struct Demo {
  static func main() async {
    // Output to a terminal that has gone must not end the demo before its processes.
    signal(SIGPIPE, SIG_IGN)
    guard CommandLine.arguments.count == 1 else {
      let isHelp = ["--help", "-h", "help"].contains(CommandLine.arguments[1])
      (isHelp ? DescriptorSink.standardOutput : .standardError).write(usage)
      exit(isHelp ? 0 : 2)
    }
    do {
      try await run(ProcessInfo.processInfo.environment)
    } catch {
      DescriptorSink.standardError.write("demo: \(error)\n")
      exit(1)
    }
  }

  private static func run(_ environment: [String: String]) async throws {
    let settings = Settings(environment: environment)
    let strategy = try settings.choice("STRATEGY", default: DiscoveryStrategy.standard)
    let port = try portalPort(settings)
    let isLive = try settings.boolean("LIVE", default: false)
    let stopsWithInput = try settings.boolean("STOP_WHEN_STDIN_CLOSES", default: false)
    let installation = try Installation.current(staticFolder: settings.string("STATIC_DIR"))
    guard let claim = PortClaim(free: StackPlan.addresses) else {
      throw DemoError("no port from 4567 to 4666 is free on 127.0.1.1 to \(StackPlan.addresses.last ?? "")")
    }
    let plan = StackPlan(inherited: environment, backendPort: claim.port, isLive: isLive)
    let logs = try LogFolder()
    defer { logs.remove() }
    let terminal = Terminal(environment: environment)
    terminal.say("Starting \(plan.backendInstances.count) backends and the portal …")
    try await Stack(
      plan: plan, strategy: strategy, portalPort: port, installation: installation, logs: logs, terminal: terminal,
      stopsWithInput: stopsWithInput
    ).run()
    _ = consume claim
  }

  /// The portal's port, free at this moment; with `PORT=0` one that the system chooses.
  private static func portalPort(_ settings: Settings) throws -> Int {
    let port = try settings.port("PORT", default: 8080)
    guard port != 0 else {
      guard let free = LoopbackPorts.anyFree("127.0.0.1") else { throw DemoError("127.0.0.1 has no free port") }
      return free
    }
    guard LoopbackPorts.isFree("127.0.0.1", port) else {
      throw DemoError("port \(port) is in use or not allowed; set PORT to another one, as in PORT=8081 make run")
    }
    return port
  }

  private static let usage = """
    Usage: demo
    Starts the portal on http://localhost:8080 and two instances of each backend, with sample data, until Ctrl-C.
    LIVE=1 takes data from real providers on the internet instead, for some of which you need keys.
    STRATEGY says how the portal finds them: route53, consul, cloudmap, weave or static (\(DiscoveryStrategy.standard)).
    PORT sets another port, STATIC_DIR the folder of the web page, LOG_LEVEL how much the log files tell.

    """
}

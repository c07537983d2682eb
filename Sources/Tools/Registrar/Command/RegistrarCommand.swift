import Chassis

/// What the registrar was started for, by its arguments.
enum RegistrarCommand: Equatable {
  case reconcile(Options)
  /// An event is read from the standard input.
  case event(Options)
  case withdraw(Options)
  case watch(every: Duration, isDryRun: Bool)
  /// Without arguments.
  case function
  case help
  case version
  /// The arguments cannot be understood, for this reason.
  case unknown(String)

  struct Options: Equatable {
    var isDryRun = false
    /// The report is printed as JSON.
    var isJSON = false
  }

  private static let shortest = Duration.seconds(5)

  /// `arguments` without the program's name.
  init(arguments: [String]) {
    guard let first = arguments.first else {
      self = .function
      return
    }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "reconcile": self = Self.once(rest, Self.reconcile)
    case "event": self = Self.once(rest, Self.event)
    case "withdraw": self = Self.once(rest, Self.withdraw)
    case "watch": self = Self.watch(rest)
    case "help", "--help", "-h": self = .help
    case "version", "--version": self = .version
    default: self = .unknown("unknown command \"\(first)\"")
    }
  }

  private static func once(_ arguments: [String], _ make: (Options) -> RegistrarCommand) -> RegistrarCommand {
    var options = Options()
    for argument in arguments {
      switch argument {
      case "--dry-run": options.isDryRun = true
      case "--json": options.isJSON = true
      case "--help", "-h": return .help
      default: return .unknown("unknown argument \"\(argument)\"")
      }
    }
    return make(options)
  }

  private static func watch(_ arguments: [String]) -> RegistrarCommand {
    var every = Duration.seconds(60)
    var isDryRun = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--dry-run": isDryRun = true
      case "--help", "-h": return .help
      case "--every":
        guard let text = rest.popFirst(), let duration = DurationText.parse(text), duration >= shortest,
          duration <= .seconds(86_400)
        else { return .unknown("--every needs \(DurationText.form), from 5s to 24h") }
        every = duration
      default: return .unknown("unknown argument \"\(argument)\"")
      }
    }
    return .watch(every: every, isDryRun: isDryRun)
  }

  static let usage = """
    registrar \(Chassis.version)

    Keeps <service>.<zone> in a private hosted zone of Route 53 equal to the load balancers of the services of one ECS
    cluster. It changes only what it has written itself.

    Usage: registrar reconcile [--dry-run] [--json]    make the zone right once
           registrar event [--dry-run] [--json] < file do what an event of EventBridge is about
           registrar withdraw [--dry-run] [--json]     delete all records that it has written for the cluster
           registrar watch [--every 60s] [--dry-run]   make the zone right again and again, until SIGTERM or SIGINT
           registrar --version, registrar --help
    With AWS_LAMBDA_RUNTIME_API set and no command it answers the events of a function.

    --dry-run changes nothing and shows what would be changed. --json prints the report as JSON.

    Settings come from the environment, or from lines KEY=value in the file that CONFIG_FILE names:
      REGISTRAR_ZONE_ID        the hosted zone (required)
      REGISTRAR_CLUSTER        the cluster, by its name or its ARN (required)
      REGISTRAR_ZONE_NAME      the zone's name (what Route 53 says)
      REGISTRAR_TTL            seconds that records may be kept for (60)
      REGISTRAR_DRY_RUN        change nothing (false)
      REGISTRAR_METRICS        emf: a line of metrics for CloudWatch after each run (emf in a function, else none)
      LOG_LEVEL, LOG_FORMAT    trace, debug, info, notice, warning, error or critical; json or text
                               (info and json; error and text, on the standard error, where it runs once)
      AWS_REGION, AWS_ACCESS_KEY_ID and so on, AWS_ENDPOINT_URL as for AWS's own tools; from the environment only

    Exit codes: 0 done, also where nothing was to be done; 1 failed; 2 wrong arguments; 3 done, but something has to be
    mended by a person, as the report says.

    """
}

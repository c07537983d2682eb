/// What a program of the suite was started for, by its arguments.
enum Command: Equatable {
  case serve
  case checkHealth
  case help
  case version
  case unknown(String)

  /// `arguments` without the program's name.
  init(arguments: [String]) {
    guard let first = arguments.first else {
      self = .serve
      return
    }
    if arguments.count > 1 {
      self = .unknown(arguments[1])
      return
    }
    switch first {
    case "healthcheck": self = .checkHealth
    case "help", "--help", "-h": self = .help
    case "version", "--version": self = .version
    default: self = .unknown(first)
    }
  }

  static func usage(
    service: String, version: String, listen: HostPort = ListenAddress.ofServices, help: String = ""
  ) -> String {
    """
    \(service) \(version)

    Usage: \(service)               serve until SIGTERM or SIGINT
           \(service) healthcheck   ask the \(service) on this host for its health; exit 0 if well, else 1
           \(service) --version     print the version
           \(service) --help        print this text

    Settings come from the environment, or from lines KEY=value in the file that CONFIG_FILE names:
      HOST, PORT               where to listen (\(listen.host), \(listen.port))
      LOG_LEVEL, LOG_FORMAT    trace, debug, info, notice, warning, error or critical (info); json or text (json)
    \(help)GET /info on a running \(service) shows all of its settings.

    """
  }
}

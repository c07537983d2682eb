import Chassis
import Glibc
import HTTPServer
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// A plain server on HTTPServer for load and conformance tools: the module as it is, without the middleware and the
/// operations routes of a service.
///
/// `HOST` and `PORT` say where it listens, `ACCESS_LOG=on` writes a line for each request, `METRICS=on` counts requests for
/// `/metrics`, `EVENT_LOOPS=n` sets the number of event loops (one for each core).
@main
struct HTTPEcho {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      try await run(Settings.load())
    } catch {
      DescriptorSink.standardError.write("http-echo: \(error)\n")
      exit(1)
    }
  }

  private static func run(_ settings: Settings) async throws {
    let host = settings.string("HOST", default: "127.0.0.1")
    let port = try settings.port("PORT", default: 8080)
    let logsAccess = try settings.boolean("ACCESS_LOG", default: false)
    let metrics = try settings.boolean("METRICS", default: false) ? MetricsRegistry() : nil
    let stopsWithInput = try settings.boolean("STOP_WHEN_STDIN_CLOSES", default: false)
    let eventLoops = try settings.integer("EVENT_LOOPS", default: System.coreCount, in: 1...1024)
    // Before anything asks for the event loops: they are made once.
    NIOSingletons.groupLoopCountSuggestion = eventLoops
    let logs = try LogConfiguration(settings)
    LoggingSystem.bootstrap { logs.handler(label: $0) }
    let logger = Logger(label: "http-echo")

    let server = Server(
      configuration: ServerConfiguration(
        host: host, port: port,
        onListening: { address in
          logger.info("listening", metadata: ["address": "\(address.ipAddress ?? host):\(address.port ?? port)"])
        }, observer: observer(logsAccess ? logs : nil, metrics)),
      handler: handler(logger, logsAccess: logsAccess, metrics), logger: logger)
    try await group(server, stopsWithInput: stopsWithInput).run()
  }

  private static func observer(_ logs: LogConfiguration?, _ metrics: MetricsRegistry?) -> (any ExchangeObserver)? {
    let log = logs.map { AccessLog(label: "http-echo", configuration: $0) }
    let counts = metrics.map { RequestMetrics(factory: $0) }
    if let log, let counts { return Observers(log, counts) }
    return log ?? counts
  }

  /// With an access log each request gets an id, as in the services, for the log names it.
  private static func handler(
    _ logger: Logger, logsAccess: Bool, _ metrics: MetricsRegistry?
  ) -> any RequestHandler {
    var router = Router(logger: logger)
    EchoRoutes.add(to: &router)
    ComparisonRoutes.add(to: &router)
    if let metrics { router.get("/metrics") { _ in .text(metrics.text) } }
    return router.wrapped(by: logsAccess ? [RequestIDMiddleware(logger: logger)] : [])
  }

  private static func group(_ server: Server, stopsWithInput: Bool) -> ServiceGroup {
    typealias Entry = ServiceGroupConfiguration.ServiceConfiguration
    var entries = [Entry(service: server)]
    if stopsWithInput {
      entries.append(Entry(service: StandardInputWatch(), successTerminationBehavior: .gracefullyShutdownGroup))
    }
    return ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: entries, gracefulShutdownSignals: [.sigterm, .sigint],
        logger: Logger(label: "quiet", factory: { _ in SwiftLogNoOpLogHandler() })))
  }
}

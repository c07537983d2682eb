import CoreMetrics
import HTTPClient
import HTTPServer
import Logging
import NIOCore
import ServiceLifecycle

/// One service from its settings to the end of its life.
struct ServiceAssembly {
  let name: String
  let version: String
  let openAPI: [StaticString]
  let settings: Settings
  let listen: ListenAddress

  /// Returns after a graceful stop. Throws what kept the service from starting, or ended it.
  func run(_ assemble: (inout ServiceBuilder) async throws -> Void) async throws {
    let startedAt = Timestamp.now()
    let times = try StopTimes(settings)
    let limits = try ServerLimits.read(settings)
    let halfClose = try ServerLimits.halfClose(settings)
    let requestTimeout = try settings.duration(
      "REQUEST_TIMEOUT", default: .seconds(10), in: .milliseconds(1) ... .seconds(3600))
    let registration = try RegistrationSettings(settings, name: name, port: listen.port)
    let stopsWithInput = try settings.boolean("STOP_WHEN_STDIN_CLOSES", default: false)
    let logs = try LogConfiguration(settings)
    LoggingSystem.bootstrap { logs.handler(label: $0) }
    let logger = Logger(label: name)
    // More than all instances together may have requests in flight: none waits for a connection, which would look as if
    // its instance could not be reached.
    let client = Client(configuration: ClientConfiguration(userAgent: "\(name)/\(version)", maximumConnections: 1024))
    // Before the service's own parts are made: they make their metrics, too.
    let metrics = MetricsRegistry()
    MetricsSystem.bootstrap(metrics)
    let instance = try await InstanceIdentity.find(settings, client: client, logger: logger)

    var service = ServiceBuilder(
      name: name, version: version, settings: settings, instance: instance, logger: logger, client: client,
      requestTimeout: requestTimeout)
    try await assemble(&service)

    let state = ServiceState()
    let (listening, bound) = AsyncStream.makeStream(of: HostPort.self)
    let registrar = registration.map {
      Registrar(
        $0, settings: settings, instance: instance, client: client, metrics: metrics, listening: listening,
        logger: logger)
    }
    let information = ServiceInformation(
      service: name, version: version, instance: instance, startedAt: startedAt, details: service.details,
      settings: settings, registration: registrar?.status)
    try OperationsRoutes(
      state: state, checks: service.checks, information: information,
      openAPI: OpenAPIDocument.merged(openAPI, version: version), metrics: metrics
    ).add(to: &service.router)

    FileDescriptors.raiseLimit(for: limits.connections, logger: logger)
    logger.info("starting", metadata: Self.metadata(information))
    let server = Server(
      configuration: ServerConfiguration(
        host: listen.host, port: listen.port, limits: limits, halfClose: halfClose,
        standingFields: StandingFields(service.standingFields),
        drainTimeout: times.timeout,
        onListening: { address in
          state.enter(.serving)
          logger.info("listening", metadata: ["address": .string(address.hostPort?.description ?? "\(address)")])
          if let address = address.hostPort { bound.yield(address) }
        }, observer: Observers(AccessLog(label: name, configuration: logs), RequestMetrics(factory: metrics))),
      handler: service.handler, logger: logger)
    try await group(of: service, server, registrar, state, times, stopsWithInput: stopsWithInput, logger: logger).run()
    await client.shutdown()
    logger.info("stopped")
  }

  /// Services stop in the opposite order of this list, each once the one after it has ended.
  private func group(
    of service: ServiceBuilder, _ server: Server, _ registrar: Registrar?, _ state: ServiceState, _ times: StopTimes,
    stopsWithInput: Bool, logger: Logger
  ) -> ServiceGroup {
    typealias Entry = ServiceGroupConfiguration.ServiceConfiguration
    var entries = [Entry(service: ForcedStop(logger: logger))]
    entries += service.companions.map { Entry(service: $0) }
    entries.append(Entry(service: server))
    if stopsWithInput {
      entries.append(
        Entry(service: StandardInputWatch(), successTerminationBehavior: .gracefullyShutdownGroup))
    }
    entries.append(Entry(service: DrainGate(state: state, delay: times.delay, logger: logger)))
    if let registrar { entries.append(Entry(service: registrar)) }
    entries.append(Entry(service: StopDeadline(limit: times.untilExit, logger: logger)))
    var quiet = logger
    if quiet.logLevel > .debug { quiet.logLevel = .critical }
    var configuration = ServiceGroupConfiguration(
      services: entries, gracefulShutdownSignals: ForcedStop.signals, logger: quiet)
    configuration.maximumGracefulShutdownDuration = times.untilCancellation
    return ServiceGroup(configuration: configuration)
  }

  private static func metadata(_ information: ServiceInformation) -> Logger.Metadata {
    let instance = information.instance
    var metadata: Logger.Metadata = [
      "version": .string(information.version), "instanceid": .string(instance.instanceID),
      "containerid": .string(instance.containerID),
    ]
    for (name, value) in information.details { metadata[name] = .string(value) }
    for (key, value) in information.settings.effective where !value.isEmpty { metadata[key] = .string(value) }
    return metadata
  }
}

extension SocketAddress {
  /// Nil for a Unix domain socket.
  fileprivate var hostPort: HostPort? {
    guard let ipAddress, let port else { return nil }
    return HostPort(host: ipAddress, port: port)
  }
}

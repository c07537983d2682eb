import AWS
import Chassis
import HTTPClient
import LambdaRuntime
import Logging
import ServiceLifecycle
import UnixSignals

/// The registrar as a function of AWS Lambda, from its start to its end.
struct RegistrarFunction: Sendable {
  /// Host and port of the Runtime API, as `AWS_LAMBDA_RUNTIME_API` says.
  let runtimeAPI: String
  let environment: [String: String]

  /// Answers events until SIGTERM or SIGINT. The result is what the process ends with.
  func run() async -> Int32 {
    guard let address = RuntimeAPIAddress(runtimeAPI) else {
      return failed("\(RuntimeAPIAddress.variable) is no host and port")
    }
    // One for the question, and one for the report, which goes out on a new connection each time: more would stay open.
    let client = Client(
      configuration: ClientConfiguration(userAgent: "registrar/\(Chassis.version)", maximumConnectionsPerHost: 2))
    let result = await run(address, client)
    await client.shutdown()
    return result
  }

  private func run(_ address: RuntimeAPIAddress, _ client: Client) async -> Int32 {
    let (application, logger): (RegistrarApplication, Logger)
    do {
      (application, logger) = try await start()
    } catch {
      // Whoever invokes is shown the report, and the log has the line.
      let isTold = await LambdaRuntime.reportInit(Self.fault(ofStart: error), to: address, transport: client)
      return failed(isTold ? "\(error)" : "\(error) (Lambda did not take the report)")
    }
    let runtime = LambdaRuntime(
      address, transport: client, logger: logger, willWait: { LogWriter.standardOutput.flush() }
    ) { invocation, deadline in
      do {
        return try await application.handle(invocation.event, deadline: deadline)
      } catch let error as RegistrarError {
        throw Self.fault(of: error)
      }
    }
    var quiet = logger
    quiet.logLevel = .critical
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    do {
      try await group.run()
      return 0
    } catch {
      return failed("\(error)")
    }
  }

  private func start() async throws -> (RegistrarApplication, Logger) {
    let settings = try Settings.load(environment: environment)
    let logs = try LogConfiguration(settings)
    let logger = Logger(label: "registrar") { logs.handler(label: $0) }
    let application = try await RegistrarApplication.configured(
      by: settings, environment: environment, isFunction: true, logger: logger)
    return (application, logger)
  }

  private func failed(_ reason: String) -> Int32 {
    DescriptorSink.standardError.write("registrar: \(reason)\n")
    return 1
  }

  static func fault(of error: RegistrarError) -> InvocationFault {
    InvocationFault(.init("Function.\(error.code)"), error.cause.map { "\(error.message) \($0)" } ?? error.message)
  }

  static func fault(ofStart error: any Error) -> InvocationFault {
    switch error {
    case let error as ConfigurationError: InvocationFault(.configurationInvalid, "\(error)")
    case let error as CredentialsError: InvocationFault(.configurationInvalid, error.message)
    default: InvocationFault(error)
    }
  }
}

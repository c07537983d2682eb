import Chassis
import FoundationEssentials
import Glibc
import Logging
import NIOCore
import UnixSignals

/// Keeps the names of a cluster's services in a private zone of Route 53 equal to their load balancers.
@main
struct Registrar {
  static func main() async {
    // A reader of our output that goes away must not end the process.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    do {
      exit(try await run(RegistrarCommand(arguments: Array(CommandLine.arguments.dropFirst())), environment))
    } catch {
      let text = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      DescriptorSink.standardError.write("registrar: \(text)\n")
      exit(1)
    }
  }

  /// The code to exit with.
  private static func run(_ command: RegistrarCommand, _ environment: [String: String]) async throws -> CInt {
    switch command {
    case .reconcile(let options):
      return try await once(options, environment) {
        try await $0.report(on: RegistrarEvent(trigger: "command", wish: .reconcile(.all)))
      }
    case .event(let options):
      return try await once(options, environment) {
        try await $0.report(on: StandardInput.read(limit: EventReader.longest))
      }
    case .withdraw(let options):
      return try await once(options, environment) {
        try await $0.report(on: RegistrarEvent(trigger: "command", wish: .withdraw))
      }
    case .watch(let every, let isDryRun): try await watch(every, isDryRun, environment)
    case .function:
      guard let runtimeAPI = environment["AWS_LAMBDA_RUNTIME_API"], !runtimeAPI.isEmpty else {
        DescriptorSink.standardError.write("registrar: a command is needed\n\n" + RegistrarCommand.usage)
        return 2
      }
      return await RegistrarFunction(runtimeAPI: runtimeAPI, environment: environment).run()
    case .help: DescriptorSink.standardOutput.write(RegistrarCommand.usage)
    case .version: DescriptorSink.standardOutput.write("registrar \(Chassis.version)\n")
    case .unknown(let fault):
      DescriptorSink.standardError.write("registrar: \(fault); try registrar --help\n")
      return 2
    }
    return 0
  }

  private static func once(
    _ options: RegistrarCommand.Options, _ environment: [String: String],
    _ work: (RegistrarApplication) async throws -> RegistrarReport
  ) async throws -> CInt {
    // The report tells what a person wants to know; the log is for those who ask for it.
    let (application, _) = try await application(
      environment, logs: ["LOG_LEVEL": "error", "LOG_FORMAT": "text"], sink: DescriptorSink.standardError,
      isDryRun: options.isDryRun)
    let report = try await work(application)
    let text = try options.isJSON ? String(buffer: JSONText.encode(report)) + "\n" : ReportText.text(report)
    DescriptorSink.standardOutput.write(text)
    return report.problems.isEmpty ? 0 : 3
  }

  private static func watch(_ every: Duration, _ isDryRun: Bool, _ environment: [String: String]) async throws {
    let (application, logger) = try await application(environment, isDryRun: isDryRun)
    let signals = await UnixSignalsSequence(trapping: [.sigterm, .sigint])
    logger.info("watching", metadata: ["every": .string(DurationText.format(every))])
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await WatchLoop(every: every, logger: logger).run {
          _ = try await application.report(on: RegistrarEvent(trigger: "watch", wish: .reconcile(.all)))
        }
      }
      group.addTask { for await _ in signals { return } }
      await group.next()
      group.cancelAll()
    }
    logger.info("stopped")
  }

  /// - Parameter logs: Settings of the log where there are none.
  private static func application(
    _ environment: [String: String], logs: [String: String] = [:],
    sink: any LogSink = LogWriter.standardOutput, isDryRun: Bool = false
  ) async throws -> (RegistrarApplication, Logger) {
    let settings = try Settings.load(environment: environment)
    let set = ["LOG_LEVEL", "LOG_FORMAT"].compactMap { key in settings.string(key).map { (key, $0) } }
    let configuration = try LogConfiguration(
      Settings(environment: logs.merging(set) { $1 }))
    var logger = Logger(label: "registrar") { configuration.handler(label: $0, sink: sink) }
    logger.logLevel = configuration.level
    let application = try await RegistrarApplication.configured(
      by: settings, environment: environment, isFunction: false, isDryRun: isDryRun, logger: logger)
    return (application, logger)
  }
}

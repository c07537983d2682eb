import Glibc
import Logging

/// What every service of the suite shares: settings, logs, operations routes, access, and a life with a clean start and
/// a graceful end.
package enum Chassis {
  /// The version of the suite; its services are released together.
  package static let version = "1.0.0"

  /// Runs the service called `name` until it is stopped; does not return before.
  ///
  /// Ends the process with code 1 and one line on the standard error where it cannot start, and with code 2 for
  /// arguments it does not know.
  ///
  /// - Parameters:
  ///   - listen: Where it listens unless `HOST` and `PORT` say otherwise.
  ///   - help: Lines of `--help` on its own settings, each indented and ended.
  ///   - openAPI: The service's OpenAPI 3.1 document, JSON, without the operations routes. It may come in parts, of which
  ///     an earlier one wins.
  ///   - assemble: Adds the service's parts. A ``ConfigurationError`` that it throws ends the start.
  package static func run(
    _ name: String, version: String = version, listen: HostPort = ListenAddress.ofServices, help: String = "",
    openAPI: StaticString...,
    assemble: (inout ServiceBuilder) async throws -> Void
  ) async {
    // A reader of our log, or a client, that goes away must not end the process.
    signal(SIGPIPE, SIG_IGN)
    switch Command(arguments: Array(CommandLine.arguments.dropFirst())) {
    case .serve: await serve(name, version, listen, openAPI, assemble)
    case .checkHealth: await checkHealth(name, listen)
    case .help:
      DescriptorSink.standardOutput.write(Command.usage(service: name, version: version, listen: listen, help: help))
    case .version: DescriptorSink.standardOutput.write("\(name) \(version)\n")
    case .unknown(let argument):
      DescriptorSink.standardError.write("\(name): unknown argument \"\(argument)\"; try \(name) --help\n")
      exit(2)
    }
  }

  private static func serve(
    _ name: String, _ version: String, _ listen: HostPort, _ openAPI: [StaticString],
    _ assemble: (inout ServiceBuilder) async throws -> Void
  ) async {
    do {
      let settings = try Settings.load()
      try await ServiceAssembly(
        name: name, version: version, openAPI: openAPI, settings: settings,
        listen: ListenAddress(settings, default: listen)
      ).run(assemble)
    } catch {
      DescriptorSink.standardError.write(StartFault.line(service: name, error))
      exit(1)
    }
  }

  private static func checkHealth(_ name: String, _ listen: HostPort) async {
    do {
      let settings = try Settings.load()
      try await HealthCheck(ListenAddress(settings, default: listen)).run()
    } catch {
      DescriptorSink.standardError.write(StartFault.line(service: name, error))
      exit(1)
    }
  }
}

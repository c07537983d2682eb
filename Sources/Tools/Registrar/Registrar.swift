import Chassis
import FoundationEssentials
import Glibc
import Logging

/// Keeps the names of a cluster's services in a private zone of Route 53 equal to their load balancers.
@main
struct Registrar {
  static func main() async {
    // A reader of our log that goes away must not end the process.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    do {
      if let runtimeAPI = environment["AWS_LAMBDA_RUNTIME_API"], CommandLine.arguments.count == 1 {
        let settings = try Settings.load(environment: environment)
        let logs = try LogConfiguration(settings)
        let logger = Logger(label: "registrar") { logs.handler(label: $0) }
        let application = try await RegistrarApplication.configured(
          by: settings, environment: environment, isFunction: true, logger: logger)
        try await RegistrarFunction(application: application, runtimeAPI: runtimeAPI, logger: logger).run()
      }
    } catch {
      DescriptorSink.standardError.write("registrar: \(error)\n")
      exit(1)
    }
  }
}

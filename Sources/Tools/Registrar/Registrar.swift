import FoundationEssentials
import Glibc

/// Keeps the names of a cluster's services in a private zone of Route 53 equal to their load balancers.
@main
struct Registrar {
  static func main() async {
    // A reader of our log that goes away must not end the process.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    if let runtimeAPI = environment["AWS_LAMBDA_RUNTIME_API"], CommandLine.arguments.count == 1 {
      exit(await RegistrarFunction(runtimeAPI: runtimeAPI, environment: environment).run())
    }
  }
}

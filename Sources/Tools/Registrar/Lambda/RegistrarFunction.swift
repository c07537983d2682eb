import Logging

/// The registrar as a function of AWS Lambda.
struct RegistrarFunction: Sendable {
  let application: RegistrarApplication
  /// Host and port of the Lambda runtime API, as `AWS_LAMBDA_RUNTIME_API` says.
  let runtimeAPI: String
  let logger: Logger

  /// Answers events until the process is ended. Throws where the runtime API cannot be spoken to.
  func run() async throws {
    throw RegistrarError(.invalidEvent, "This build has no loop for Lambda.")
  }
}

package import AWS
package import Chassis
import HTTPClient
package import Logging
package import Timing

/// The registrar as those see it who hand it events: the loop of a function, or the command line.
package struct RegistrarApplication: Sendable {
  let configuration: RegistrarConfiguration
  let client: AWSClient
  let logger: Logger
  let time: TimeSource

  package init(configuration: RegistrarConfiguration, client: AWSClient, logger: Logger, time: TimeSource = .real) {
    self.configuration = configuration
    self.client = client
    self.logger = logger
    self.time = time
  }

  /// As the environment of this process says. Throws ``ConfigurationError`` or ``CredentialsError``.
  package static func configured(
    by settings: Settings, environment: [String: String], isFunction: Bool, logger: Logger
  ) async throws -> RegistrarApplication {
    let configuration = try RegistrarConfiguration(settings, isFunction: isFunction)
    let userAgent = "registrar/\(Chassis.version)"
    let client = try await AWSClient.configured(
      by: environment, calls: Client(configuration: .outside(userAgent: userAgent)),
      local: Client(configuration: ClientConfiguration(userAgent: userAgent)))
    return RegistrarApplication(configuration: configuration, client: client, logger: logger)
  }

  /// Does what `event` is about, and says what it did as JSON.
  ///
  /// Takes any bytes: an event of EventBridge (CloudTrail's, ECS's own, a schedule's), `{}` for everything, or
  /// `{"withdraw":true}`. May be called again and again, also after it has thrown; calls at the same time do no harm.
  ///
  /// - Parameter deadline: When the answer must be there; nil for the calls' own limits.
  ///
  /// Throws ``RegistrarError``, or `CancellationError` where the calling task was cancelled.
  package func handle(_ event: [UInt8], deadline: Deadline? = nil) async throws -> [UInt8] {
    throw RegistrarError(.invalidEvent, "Events are not read yet.")
  }
}

import AWS
package import Chassis
import HTTPClient
package import Logging

extension RegistrarApplication {
  /// As the environment of this process says. Throws ``ConfigurationError``, ``CredentialsError`` or `CancellationError`.
  ///
  /// - Parameters:
  ///   - isFunction: The program runs as a function of AWS Lambda.
  ///   - isDryRun: Changes are only told, whatever the environment says.
  package static func configured(
    by settings: Settings, environment: [String: String], isFunction: Bool, isDryRun: Bool = false, logger: Logger
  ) async throws -> RegistrarApplication {
    var configuration = try RegistrarConfiguration(settings, isFunction: isFunction)
    configuration.isDryRun = configuration.isDryRun || isDryRun
    let userAgent = "registrar/\(Chassis.version)"
    let client = try await AWSClient.configured(
      by: environment, calls: Client(configuration: .outside(userAgent: userAgent)),
      local: Client(configuration: ClientConfiguration(userAgent: userAgent)))
    if let region = configuration.cluster.region, region != client.region.name {
      throw ConfigurationError(
        key: "REGISTRAR_CLUSTER", fault: "is in \(region), but the registrar runs for \(client.region)",
        allowed: "a cluster of that region, or AWS_REGION the cluster's")
    }
    return RegistrarApplication(configuration: configuration, client: client, logger: logger)
  }
}

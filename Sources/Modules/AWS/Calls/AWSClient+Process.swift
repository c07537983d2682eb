package import FoundationEssentials
package import Timing

extension AWSClient {
  /// As the environment of a program says: region, credentials and servers.
  ///
  /// - Parameters:
  ///   - calls: Reaches AWS, by a proxy where there is one.
  ///   - local: Reaches what hands out credentials beside the program; it must know no proxy, which would be handed them.
  ///
  /// Throws ``CredentialsError`` where no region is known, or `CancellationError`. Without credentials each call fails.
  package static func configured(
    by environment: [String: String], calls: any AWSTransport, local: any AWSTransport, time: TimeSource = .real,
    now: @escaping @Sendable () -> Date = { Date() }
  ) async throws -> AWSClient {
    AWSClient(
      region: try await Region.find(environment: environment, transport: local, time: time),
      credentials: CredentialsChain.source(environment: environment, transport: local, time: time, now: now),
      transport: calls, environment: environment, time: time, now: now)
  }
}

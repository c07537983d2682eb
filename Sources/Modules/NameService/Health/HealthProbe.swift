import DNS
package import HTTPClient
import HTTPTypes
import NIOCore
import NIOPosix

/// Looks once whether an instance is well. Handed to the monitor, so that tests need no network.
package struct HealthProbe: Sendable {
  /// Returns within the check's timeout, or shortly after.
  package var isWell: @Sendable (RegisteredInstance, HealthCheck) async -> Bool

  package init(isWell: @escaping @Sendable (RegisteredInstance, HealthCheck) async -> Bool) {
    self.isWell = isWell
  }

  /// By HTTP and TCP.
  package static func network(_ client: Client) -> HealthProbe {
    HealthProbe { instance, check in
      switch check.kind {
      case .http(let path): await answers(path, instance, check.timeout, client)
      case .tcp: await connects(instance, check.timeout)
      }
    }
  }

  private static func answers(
    _ path: String, _ instance: RegisteredInstance, _ timeout: Duration, _ client: Client
  ) async -> Bool {
    let place = ServerAddress(instance.address, port: instance.port)
    let request = ClientRequest(
      url: "http://\(place)\(path)", timeout: timeout, connectTimeout: timeout, maximumBodyBytes: 64 * 1024)
    guard let response = try? await client.execute(request) else { return false }
    return response.status.kind == .successful
  }

  private static func connects(_ instance: RegisteredInstance, _ timeout: Duration) async -> Bool {
    let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(timeout))
      .connect(host: instance.address.description, port: Int(instance.port)).get()
    try? await channel?.close().get()
    return channel != nil
  }
}

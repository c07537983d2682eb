import AWS
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An ``AWSDouble`` behind a socket of loopback, for programs that are told so by `AWS_ENDPOINT_URL`.
package struct AWSDoubleServer: Sendable {
  package let aws: AWSDouble
  private let channel: any Channel

  /// Listens on a free port.
  package static func start(_ aws: AWSDouble) async throws -> AWSDoubleServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // Whoever sends on before it has its answer waits, so that answers keep their order.
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: true)
          try channel.pipeline.syncOperations.addHandler(RequestCollector(aws))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return AWSDoubleServer(aws: aws, channel: channel)
  }

  package var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  /// What a program must be given to call it: where it is, the region and the key.
  package var environment: [String: String] {
    let settings = aws.state.withLock(\.settings)
    let credentials = settings.credentials ?? AWSDouble.credentials
    var environment = [
      "AWS_ENDPOINT_URL": url, "AWS_REGION": settings.region, "AWS_ACCESS_KEY_ID": credentials.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": credentials.secretKey.revealed,
    ]
    environment["AWS_SESSION_TOKEN"] = credentials.sessionToken?.revealed
    return environment
  }

  /// Nobody is let in any more.
  package func stop() async throws {
    try await channel.close()
  }
}

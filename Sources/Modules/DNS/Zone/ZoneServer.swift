package import Logging
import NIOCore
import NIOPosix
import Synchronization
package import Timing

/// A name server for the zones of a ``ZoneStore``, by UDP and TCP on one port.
package struct ZoneServer: Sendable {
  /// Where it listens, with the port that the system chose where none was asked for.
  package let address: ServerAddress

  private let datagrams: any Channel
  private let listener: any Channel
  private let connections: ConnectionSet

  /// Listens. Throws ``ZoneServerError`` where the address cannot be had for both transports.
  ///
  /// - Parameter address: Port 0 lets the system choose one.
  package static func start(
    on address: ServerAddress, store: ZoneStore, limits: ZoneServerLimits = ZoneServerLimits(),
    random: RandomSource = .system, logger: Logger
  ) async throws -> ZoneServer {
    let respond: QueryResponse = { query, transport in
      let (zones, turn) = store.next()
      return ZoneResponder(zones: zones, turn: turn, random: random).respond(to: query, over: transport)
    }
    // A port that is free for TCP may be taken for UDP: then another one is tried, where any will do.
    var attempts = address.port == 0 ? 16 : 1
    while true {
      attempts -= 1
      let server = try await ZoneServer(address, limits, respond, isLast: attempts == 0)
      guard let server else { continue }
      logger.info("name server listening", metadata: ["address": "\(server.address)"])
      return server
    }
  }

  /// Nil where the system's choice for TCP is taken for UDP, and it is not the last attempt.
  private init?(
    _ wanted: ServerAddress, _ limits: ZoneServerLimits, _ respond: @escaping QueryResponse, isLast: Bool
  ) async throws {
    let connections = ConnectionSet(limit: limits.connections)
    let group = MultiThreadedEventLoopGroup.singleton
    let host = wanted.address.description
    let listening = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard connections.insert(channel) else { throw ChannelError.eof }
          channel.closeFuture.whenComplete { _ in connections.remove(channel) }
          try channel.pipeline.syncOperations.addHandler(StreamResponder(limits: limits, respond: respond))
        }
      }
    let receiving = DatagramBootstrap(group: group)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: limits.queryBytes))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramResponder(respond: respond))
        }
      }
    do {
      listener = try await listening.bind(host: host, port: Int(wanted.port)).get()
    } catch {
      throw Self.fault(wanted, "TCP", error)
    }
    address = ServerAddress(wanted.address, port: UInt16(listener.localAddress?.port ?? 0))
    do {
      datagrams = try await receiving.bind(host: host, port: Int(address.port)).get()
    } catch {
      try? await listener.close().get()
      guard isLast else { return nil }
      throw Self.fault(address, "UDP", error)
    }
    self.connections = connections
  }

  /// Stops listening and closes every connection. Returns once all that is done.
  package func stop() async {
    try? await datagrams.close().get()
    try? await listener.close().get()
    await connections.closeAll()
  }

  private static func fault(_ address: ServerAddress, _ transport: String, _ error: any Error) -> ZoneServerError {
    let reason = (error as? IOError).map { "\($0)" } ?? "\(error)"
    return ZoneServerError(
      .cannotBind, "cannot listen on \(address) for DNS by \(transport): \(reason)", cause: error)
  }
}

package import NIOCore
import NIOPosix

/// ``DNSTransport`` over the sockets of this machine.
package struct SocketTransport: DNSTransport {
  private let group: any EventLoopGroup

  package init(on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
    self.group = group
  }

  package func exchange(
    _ query: [UInt8], with server: ServerAddress, over transport: DNSTransportKind,
    judge: @escaping @Sendable ([UInt8]) -> DNSReply?
  ) async throws(DNSTransportFailure) -> DNSReply {
    let address: SocketAddress
    do {
      address = try SocketAddress(packedIPAddress: ByteBuffer(bytes: server.address.bytes), port: Int(server.port))
    } catch {
      throw DNSTransportFailure(error)
    }
    let loop = group.next()
    let exchange = PendingExchange(on: loop, judge: judge)
    do {
      return try await withTaskCancellationHandler {
        let sent =
          switch transport {
          case .udp: Self.sendDatagram(query, to: address, on: loop, for: exchange)
          case .tcp: Self.sendOverStream(query, to: address, on: loop, for: exchange)
          }
        sent.whenFailure { exchange.end(.failure(DNSTransportFailure($0))) }
        return try await exchange.result.get()
      } onCancel: {
        exchange.end(.failure(DNSTransportFailure(.cancelled, "was not waited for", cause: CancellationError())))
      }
    } catch {
      throw error as? DNSTransportFailure ?? DNSTransportFailure(error)
    }
  }

  /// A connected socket: the kernel passes on only what comes from the server's address and port, and tells where nothing
  /// listens there. Its own port is a fresh one, which the kernel draws at random.
  private static func sendDatagram(
    _ query: [UInt8], to address: SocketAddress, on loop: any EventLoop, for exchange: PendingExchange
  ) -> EventLoopFuture<Void> {
    DatagramBootstrap(group: loop)
      // More than was asked for, since not every server keeps to that.
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
      .channelInitializer { channel in
        exchange.use(channel)
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramHandler(exchange))
        }
      }
      .connect(to: address)
      .flatMap { $0.writeAndFlush(ByteBuffer(bytes: query)) }
  }

  /// RFC 7766: a connection for one question. Few questions need one, so keeping it would gain little.
  private static func sendOverStream(
    _ query: [UInt8], to address: SocketAddress, on loop: any EventLoop, for exchange: PendingExchange
  ) -> EventLoopFuture<Void> {
    ClientBootstrap(group: loop)
      .channelInitializer { channel in
        exchange.use(channel)
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(StreamHandler(exchange))
        }
      }
      .connect(to: address)
      .flatMap { channel in
        // RFC 7766 section 8: length and message in one write.
        var bytes = ByteBuffer(integer: UInt16(query.count))
        bytes.writeBytes(query)
        return channel.writeAndFlush(bytes)
      }
  }
}

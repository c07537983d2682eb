import NIOCore
import NIOPosix
import Synchronization

/// A proxy that makes tunnels (RFC 9110 section 9.3.6), whatever host is asked for, to one port of this machine.
final class SmallProxy: Sendable {
  private let log = Mutex<[String]>([])
  private let channel: any Channel

  private init(channel: any Channel) {
    self.channel = channel
  }

  var port: Int { channel.localAddress?.port ?? 0 }
  var url: String { "http://127.0.0.1:\(port)" }

  /// The heads of all CONNECT requests.
  var requests: [String] { log.withLock { $0 } }

  static func start(to port: Int) async throws -> SmallProxy {
    let holder = Holder()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelHandler(target: port) { holder.note($0) })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let made = SmallProxy(channel: channel)
    holder.proxy.withLock { $0 = made }
    return made
  }

  private final class Holder: Sendable {
    let proxy = Mutex<SmallProxy?>(nil)

    func note(_ head: String) {
      proxy.withLock { $0 }?.log.withLock { $0.append(head) }
    }
  }
}

/// Reads the head of one CONNECT, connects, and from then on passes bytes both ways.
private final class TunnelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let target: Int
  private let note: @Sendable (String) -> Void
  private var head = ""
  private var server: (any Channel)?

  init(target: Int, note: @escaping @Sendable (String) -> Void) {
    self.target = target
    self.note = note
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    if let server { return server.writeAndFlush(bytes, promise: nil) }
    head += String(buffer: bytes)
    guard head.hasSuffix("\r\n\r\n") else { return }
    note(head)
    let client = context.channel
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ReturnHandler(client: client))
        }
      }
      .connect(host: "127.0.0.1", port: target)
      .whenSuccess { server in
        bound.value.server = server
        client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n"), promise: nil)
      }
  }

  func channelInactive(context: ChannelHandlerContext) {
    server?.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

private final class ReturnHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let client: any Channel

  init(client: any Channel) {
    self.client = client
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    client.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    client.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

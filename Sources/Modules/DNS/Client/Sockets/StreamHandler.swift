import NIOCore

/// Each message comes behind two bytes that are its length (RFC 1035 section 4.2.2), in any pieces. No more than one message
/// is held.
final class StreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let exchange: PendingExchange
  private var received = ByteBuffer()

  init(_ exchange: PendingExchange) {
    self.exchange = exchange
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var part = unwrapInboundIn(data)
    received.writeBuffer(&part)
    while let message = received.readLengthPrefixedSlice(as: UInt16.self) {
      exchange.receive(Array(message.readableBytesView))
    }
    received.discardReadBytes()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange.end(.failure(DNSTransportFailure(error)))
  }

  func channelInactive(context: ChannelHandlerContext) {
    exchange.end(.failure(DNSTransportFailure(.closed, "closed the connection before it answered")))
  }
}

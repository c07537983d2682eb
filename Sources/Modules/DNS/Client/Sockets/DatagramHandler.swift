import NIOCore

/// Each datagram is a message.
final class DatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let exchange: PendingExchange

  init(_ exchange: PendingExchange) {
    self.exchange = exchange
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    exchange.receive(Array(unwrapInboundIn(data).data.readableBytesView))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange.end(.failure(DNSTransportFailure(error)))
  }

  func channelInactive(context: ChannelHandlerContext) {
    exchange.end(.failure(DNSTransportFailure(.closed, "cannot be reached (the socket was closed)")))
  }
}

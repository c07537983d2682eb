import NIOCore

/// Answers the queries that come by UDP.
final class DatagramResponder: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let respond: QueryResponse

  init(respond: @escaping QueryResponse) {
    self.respond = respond
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let query = unwrapInboundIn(data)
    // Answers that the system does not take are lost, as datagrams may be, instead of filling memory.
    guard context.channel.isWritable, query.remoteAddress.port != 0,
      let response = respond(Array(query.data.readableBytesView), .udp)
    else { return }
    let envelope = AddressedEnvelope(
      remoteAddress: query.remoteAddress, data: context.channel.allocator.buffer(bytes: response))
    context.write(wrapOutboundOut(envelope), promise: nil)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
  }

  /// What goes wrong for one datagram is none of the others' concern.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

/// The bytes of the answer to those of a query; nil for none.
typealias QueryResponse = @Sendable (_ query: [UInt8], _ transport: DNSTransportKind) -> [UInt8]?

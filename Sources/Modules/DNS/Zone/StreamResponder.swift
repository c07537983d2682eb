import NIOCore

/// Answers the queries of one TCP connection, one after the other, each behind its length in two bytes (RFC 1035 section
/// 4.2.2). Several may come before the first is answered (RFC 7766 section 6.2.1.1).
///
/// Where the asker does not take its answers, no more queries are read. A connection on which no whole query comes, or
/// none can be answered, is closed after the idle time: so sending a byte now and then keeps none open.
final class StreamResponder: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let limits: ZoneServerLimits
  private let respond: QueryResponse
  private var received = ByteBuffer()
  private var wantsRead = false
  private var alarm: Scheduled<Void>?

  init(limits: ZoneServerLimits, respond: @escaping QueryResponse) {
    self.limits = limits
    self.respond = respond
  }

  func channelActive(context: ChannelHandlerContext) {
    startIdleTime(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    answer(context)
  }

  func read(context: ChannelHandlerContext) {
    wantsRead = !context.channel.isWritable
    if !wantsRead { context.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      answer(context)
      if wantsRead, context.channel.isWritable {
        wantsRead = false
        context.read()
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext) {
    var hasAnswered = false
    while context.channel.isWritable,
      let length = received.getInteger(at: received.readerIndex, as: UInt16.self).map(Int.init)
    {
      guard (1...limits.queryBytes).contains(length) else {
        context.flush()
        context.close(promise: nil)
        return
      }
      guard received.readableBytes >= 2 + length else { break }
      received.moveReaderIndex(forwardBy: 2)
      hasAnswered = true
      guard let query = received.readBytes(length: length), let response = respond(query, .tcp) else { continue }
      var bytes = context.channel.allocator.buffer(capacity: 2 + response.count)
      bytes.writeInteger(UInt16(response.count))
      bytes.writeBytes(response)
      context.write(wrapOutboundOut(bytes), promise: nil)
    }
    received.discardReadBytes()
    guard hasAnswered else { return }
    context.flush()
    startIdleTime(context)
  }

  private func startIdleTime(_ context: ChannelHandlerContext) {
    alarm?.cancel()
    let channel = context.channel
    alarm = context.eventLoop.scheduleTask(in: TimeAmount(limits.idleTime)) { channel.close(promise: nil) }
  }
}

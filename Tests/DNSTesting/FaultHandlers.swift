import DNS
import NIOCore

final class FaultDatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let server: FaultDNSServer
  private let otherPort: any Channel

  init(_ server: FaultDNSServer, otherPort: any Channel) {
    self.server = server
    self.otherPort = otherPort
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard let message = try? MessageDecoder.decode(Array(envelope.data.readableBytesView)),
      let (query, script) = server.script(for: message, over: .udp)
    else { return }
    let channel = context.channel
    let otherPort = otherPort
    run(script, query, on: channel) { bytes, alteration in
      let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: bytes))
      (alteration == .wrongPort ? otherPort : channel).writeAndFlush(reply, promise: nil)
    }
  }

  /// A client that is gone already is no matter of the server's.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

final class FaultStreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let server: FaultDNSServer
  private var received = ByteBuffer()

  init(_ server: FaultDNSServer) {
    self.server = server
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var part = unwrapInboundIn(data)
    received.writeBuffer(&part)
    while let bytes = received.readLengthPrefixedSlice(as: UInt16.self) {
      guard let message = try? MessageDecoder.decode(Array(bytes.readableBytesView)),
        let (query, script) = server.script(for: message, over: .tcp)
      else { continue }
      let channel = context.channel
      run(script, query, on: channel) { bytes, _ in
        var reply = ByteBuffer(integer: UInt16(bytes.count))
        reply.writeBytes(bytes)
        channel.writeAndFlush(reply, promise: nil)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

private func run(
  _ script: FaultScript, _ query: FaultQuery, on channel: any Channel,
  send: @escaping @Sendable ([UInt8], FaultScript.Alteration?) -> Void
) {
  var after = TimeAmount.zero
  for step in script.steps {
    if case .wait(let duration) = step {
      after = after + TimeAmount(duration)
      continue
    }
    let act: @Sendable () -> Void = {
      switch step {
      case .reply: send(script.reply(to: query), nil)
      case .altered(let alteration): send(script.reply(to: query, alteration), alteration)
      case .bytes(let bytes): send(bytes, nil)
      case .close: channel.close(promise: nil)
      case .wait: break
      }
    }
    if after == .zero { act() } else { channel.eventLoop.scheduleTask(in: after, act) }
  }
}

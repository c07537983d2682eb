import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix

/// Collects a request, asks the double, and writes what it answers.
final class RequestCollector: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let longestBody = 8 << 20

  private let aws: AWSDouble
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(_ aws: AWSDouble) {
    self.aws = aws
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(let part):
      body.writeImmutableBuffer(part)
      if body.readableBytes > Self.longestBody { context.close(promise: nil) }
    case .end:
      guard let head = head.take(), let method = HTTPRequest.Method(head.method.rawValue) else { return }
      let request = DoubleRequest(
        method: method, target: head.uri, fields: Self.fields(head.headers), body: Array(body.readableBytesView))
      switch aws.answer(request) {
      case .lost: Self.reset(context.channel)
      case .reply(let reply, let delay):
        let loop = context.loopBound
        context.eventLoop.scheduleTask(in: TimeAmount(delay)) { loop.value.channel.write(reply, head.version) }
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private static func fields(_ headers: HTTPHeaders) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in headers {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    return fields
  }

  /// The peer sees a reset and no orderly end.
  private static func reset(_ channel: any Channel) {
    let closing = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    (closing ?? channel.eventLoop.makeSucceededVoidFuture()).whenComplete { _ in channel.close(promise: nil) }
  }
}

extension ChannelHandlerContext {
  fileprivate var loopBound: NIOLoopBound<ChannelHandlerContext> { NIOLoopBound(self, eventLoop: eventLoop) }
}

extension Channel {
  fileprivate func write(_ reply: DoubleReply, _ version: NIOHTTP1.HTTPVersion) {
    var headers = HTTPHeaders(reply.fields.map { ($0.name.rawName, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(reply.body.count))
    let head = HTTPResponseHead(version: version, status: .init(statusCode: reply.status), headers: headers)
    write(HTTPServerResponsePart.head(head), promise: nil)
    write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: reply.body))), promise: nil)
    writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
  }
}

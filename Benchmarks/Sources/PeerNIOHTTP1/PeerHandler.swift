import NIOCore
import NIOHTTP1

final class PeerHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answers: Answers
  private var head: HTTPRequestHead?
  private var received = 0

  init(answers: Answers) {
    self.answers = answers
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      received = 0
    case .body(let bytes):
      received += bytes.readableBytes
    case .end:
      guard let head else { return }
      answer(head, context)
    }
  }

  /// One flush for all that one read brought.
  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var status = HTTPResponseStatus.ok
    var type = "text/plain"
    let body: ByteBuffer
    if head.uri == "/plaintext" {
      body = answers.plaintext
    } else if head.uri.hasPrefix("/json/") {
      type = "application/json"
      do {
        body = try answers.json ?? Answers.encoded(String(head.uri.dropFirst(6)))
      } catch {
        status = .internalServerError
        body = ByteBuffer()
      }
    } else if head.uri == "/upload" {
      body = ByteBuffer(string: String(received))
    } else if head.uri == "/large" {
      body = answers.large
    } else {
      status = .notFound
      body = ByteBuffer()
    }
    var fields: HTTPHeaders = ["content-type": type, "content-length": String(body.readableBytes)]
    if !head.isKeepAlive { fields.add(name: "connection", value: "close") }
    let answer = HTTPResponseHead(version: .http1_1, status: status, headers: fields)
    context.write(wrapOutboundOut(.head(answer)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    guard !head.isKeepAlive else {
      context.write(wrapOutboundOut(.end(nil)), promise: nil)
      return
    }
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }
}

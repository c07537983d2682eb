import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import Work

/// NIO's own HTTP/1 codec under one handler that knows its four paths: what a server on SwiftNIO costs before any
/// framework. `STATIC_JSON=on` answers `/json/` with bytes made once.
@main
struct PeerNIOHTTP1 {
  static func main() async throws {
    let answers = Answers(staticJSON: Work.isOn("STATIC_JSON"))
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          // The handler answers before it returns, so it needs no help with pipelined requests.
          try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false)
          try pipeline.addHandler(PeerHandler(answers: answers))
        }
      }
      .bind(host: Work.host, port: Work.port).get()
    try await listener.closeFuture.get()
  }
}

struct Answers: Sendable {
  let plaintext = ByteBuffer(string: Work.greeting)
  let large = ByteBuffer(bytes: Work.large())
  let json: ByteBuffer?

  init(staticJSON: Bool) {
    json = staticJSON ? try? Self.encoded("AAPL") : nil
  }

  static func encoded(_ symbol: String) throws -> ByteBuffer {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    return ByteBuffer(bytes: try encoder.encode(Quote(symbol: symbol)))
  }
}

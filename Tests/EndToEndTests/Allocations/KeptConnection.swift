import Foundation
import NIOCore
import NIOPosix
import Testing

/// One connection on which requests follow each other, each sent when the answer to the one before is complete.
///
/// Its own few lines of HTTP, so that what the server allocates does not change with a client's fields.
struct KeptConnection {
  private let host: String
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

  static func open<Result>(
    to url: String, _ body: (inout KeptConnection) async throws -> Result
  ) async throws -> Result {
    let components = try #require(URLComponents(string: url))
    let host = try #require(components.host)
    let port = try #require(components.port)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var connection = KeptConnection(host: host, outbound: outbound, inbound: inbound.makeAsyncIterator())
      return try await body(&connection)
    }
  }

  mutating func get(_ path: String, times: Int) async throws {
    let request = ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    for _ in 0..<times {
      try await outbound.write(request)
      try await readAnswer()
    }
  }

  private mutating func readAnswer() async throws {
    var received = ""
    while try !Self.isComplete(received) {
      guard let bytes = try await inbound.next(isolation: #isolation) else { throw Incomplete(answer: received) }
      received += String(buffer: bytes)
    }
    guard received.hasPrefix("HTTP/1.1 200 ") else { throw Incomplete(answer: received) }
  }

  private static func isComplete(_ received: String) throws -> Bool {
    guard let head = received.range(of: "\r\n\r\n") else { return false }
    let field = received.firstMatch(of: /\r\nContent-Length: ([0-9]+)\r\n/.ignoresCase())
    guard let length = field.flatMap({ Int($0.1) }) else { throw Incomplete(answer: received) }
    return received[head.upperBound...].utf8.count >= length
  }

  struct Incomplete: Error {
    var answer: String
  }
}

import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// Coded bodies over real sockets.
@Suite(.timeLimit(.minutes(2))) struct CompressionTests {
  /// By gzip and Python's zlib, with codes made for the text.
  private static let text = String(repeating: "temp 12.5 C, wind 3 m/s; ", count: 4)
  private static let coded: [(coding: String, bytes: [UInt8])] = [
    (
      "gzip",
      [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0x49, 0xCD, 0x2D, 0x50, 0x30, 0x34, 0xD2,
        0x33, 0x55, 0x70, 0xD6, 0x51, 0x28, 0xCF, 0xCC, 0x4B, 0x51, 0x30, 0x56, 0xC8, 0xD5, 0x2F, 0xB6, 0x56, 0x28,
        0xA1, 0x9E, 0x04, 0x00, 0xCE, 0xC3, 0x77, 0x6B, 0x64, 0x00, 0x00, 0x00,
      ]
    ),
    (
      "deflate",
      [
        0x78, 0xDA, 0x2B, 0x49, 0xCD, 0x2D, 0x50, 0x30, 0x34, 0xD2, 0x33, 0x55, 0x70, 0xD6, 0x51, 0x28, 0xCF, 0xCC,
        0x4B, 0x51, 0x30, 0x56, 0xC8, 0xD5, 0x2F, 0xB6, 0x56, 0x28, 0xA1, 0x9E, 0x04, 0x00, 0x78, 0x27, 0x1B, 0x69,
      ]
    ),
    (
      "deflate",
      [
        0x2B, 0x49, 0xCD, 0x2D, 0x50, 0x30, 0x34, 0xD2, 0x33, 0x55, 0x70, 0xD6, 0x51, 0x28, 0xCF, 0xCC, 0x4B, 0x51,
        0x30, 0x56, 0xC8, 0xD5, 0x2F, 0xB6, 0x56, 0x28, 0xA1, 0x9E, 0x04, 0x00,
      ]
    ),
  ]

  @Test(arguments: coded.indices)
  func coded_body_is_decoded(index: Int) async throws {
    let (coding, bytes) = Self.coded[index]
    let server = try await ScriptedServer.start { _ in Self.answer(coding, bytes) }
    let answer = try await send(ClientRequest(url: server.url))
    #expect(String(buffer: answer.body) == Self.text && answer[.contentEncoding] == coding)
    #expect(server.requests[0].lines.contains("Accept-Encoding: gzip, deflate"))
  }

  @Test func coded_chunks_are_decoded_as_they_come() async throws {
    let bytes = Gzip.stored("hello")
    let server = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")]
        + bytes.flatMap { byte -> [Act] in [.send("1\r\n"), .sendBytes([byte]), .send("\r\n")] } + [.send("0\r\n\r\n")]
    }
    #expect(try await String(buffer: send(ClientRequest(url: server.url)).body) == "hello")
  }

  @Test func plain_body_is_as_before() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("plain"))] }
    #expect(try await String(buffer: send(ClientRequest(url: server.url)).body) == "plain")
  }

  @Test(arguments: [
    (HTTPRequest.Method.head, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 9\r\n\r\n"),
    (.get, "HTTP/1.1 304 Not Modified\r\nContent-Encoding: br\r\n\r\n"),
    (.get, "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n"),
  ])
  func answer_without_a_body_has_nothing_to_decode(method: HTTPRequest.Method, head: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(head)] }
    let answer = try await send(ClientRequest(method: method, url: server.url))
    #expect(answer.body.readableBytes == 0)
  }

  /// 250 MB, in 1.6 MB. The connection is closed long before all of it was read.
  @Test func body_that_grows_beyond_the_limit_ends_there() async throws {
    let bomb = Gzip.zeros(times: 1_000_000)
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", bomb) }
    try await withClient(ClientConfiguration(acceptsCompression: true)) { client in
      let error = try await failure {
        _ = try await client.send(ClientRequest(url: server.url, maximumBodyBytes: 100_000))
      }
      #expect(error?.code == .bodyTooLarge && error?.message.contains("100000 bytes") == true)
      await server.wait(for: .closed)
    }
  }

  @Test(arguments: [5, 4])
  func limit_holds_for_what_comes_out(limit: Int) async throws {
    let bytes = Gzip.stored("12345")
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", bytes) }
    let error = try await failure {
      let answer = try await send(ClientRequest(url: server.url, maximumBodyBytes: limit))
      #expect(String(buffer: answer.body) == "12345")
    }
    #expect(error?.code == (limit < 5 ? .bodyTooLarge : nil))
  }

  @Test(arguments: ["no gzip at all", "{\"temp\":12.5}", "\u{1F}\u{0B} but no more"])
  func body_that_is_not_coded_as_it_says_is_a_protocolError(body: String) async throws {
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", Array(body.utf8)) }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url)) }
    #expect(error?.code == .protocolError)
    #expect(error?.message == "The body of the answer of 127.0.0.1:\(server.port) cannot be decoded.")
  }

  @Test func body_with_a_wrong_checksum_is_a_protocolError() async throws {
    var bytes = Gzip.stored("hello")
    bytes[bytes.count - 8] ^= 1
    let broken = bytes
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", broken) }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url)) }
    #expect(error?.code == .protocolError)
  }

  @Test(arguments: ["br", "zstd", "gzip, gzip"])
  func coding_that_was_not_asked_for_is_a_protocolError(coding: String) async throws {
    let server = try await ScriptedServer.start { _ in Self.answer(coding, Gzip.stored("x")) }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url)) }
    #expect(error?.code == .protocolError)
  }

  @Test func connection_that_breaks_within_a_coded_body_is_connectionLost() async throws {
    let bytes = Gzip.stored("hello")
    let server = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99\r\n\r\n"), .sendBytes(bytes), .close]
    }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url)) }
    #expect(error?.code == .connectionLost)
  }

  @Test func nothing_is_asked_for_or_decoded_unless_configured() async throws {
    let bytes = Gzip.stored("hello")
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", bytes) }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(Array(answer.body.readableBytesView) == bytes && !server.requests[0].contains("Accept-Encoding"))
  }

  @Test func kept_handle_goes_on_decoding() async throws {
    let server = try await ScriptedServer.start { _ in Self.answer("gzip", Gzip.stored("hello")) }
    try await withClient(ClientConfiguration(acceptsCompression: true)) { client in
      for _ in 0..<4 {
        let answer = try await client.send(ClientRequest(url: server.url))
        #expect(String(buffer: answer.body) == "hello")
      }
    }
    #expect(server.count(.accepted) == 1)
  }

  private static func answer(_ coding: String, _ body: [UInt8]) -> [Act] {
    [
      .send("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n"),
      .sendBytes(body),
    ]
  }

  private func send(_ request: ClientRequest) async throws -> ClientResponse {
    try await withClient(ClientConfiguration(acceptsCompression: true)) { try await $0.send(request) }
  }
}

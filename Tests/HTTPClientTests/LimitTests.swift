import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// An answer is cut off as soon as it is known to be too long, and its connection closed.
@Suite(.timeLimit(.minutes(2))) struct LimitTests {
  @Test func body_announced_over_the_limit_fails_before_it_comes() async throws {
    try await expect(
      .bodyTooLarge, limit: 10, answer: [.send("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n"), .stall])
  }

  @Test func body_over_the_limit_that_nobody_announced_fails_while_it_comes() async throws {
    try await expect(.bodyTooLarge, limit: 10, answer: [.send("HTTP/1.1 200 OK\r\n\r\n01234567890"), .stall])
  }

  @Test func chunks_over_the_limit_fail_while_they_come() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    try await expect(.bodyTooLarge, limit: 10, answer: [.send(head + "6\r\n012345\r\n6\r\n012345\r\n"), .stall])
  }

  @Test func head_over_the_limit_fails_while_it_comes() async throws {
    let field = "X-A: \(String(repeating: "x", count: 1000))\r\n"
    let head = "HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 5)
    try await expect(.headTooLarge, limit: 10, answer: [.send(head), .stall])
  }

  @Test(arguments: [0, 10])
  func body_of_just_the_limit_is_fine(limit: Int) async throws {
    let body = String(repeating: "x", count: limit)
    let server = try await ScriptedServer.start { _ in [.send(.ok(body))] }
    let answer = try await withClient {
      try await $0.send(ClientRequest(url: server.url, maximumBodyBytes: limit))
    }
    #expect(String(buffer: answer.body) == body)
  }

  @Test func long_body_within_the_limit_comes_whole() async throws {
    let body = String(repeating: "0123456789abcdef", count: 200_000)
    let server = try await ScriptedServer.start { _ in [.send(.ok(body))] }
    let answer = try await withClient {
      try await $0.send(ClientRequest(url: server.url, maximumBodyBytes: 4_000_000))
    }
    #expect(answer.body == ByteBuffer(string: body))
  }

  private func expect(_ code: ClientError.Code, limit: Int, answer: [Act]) async throws {
    let server = try await ScriptedServer.start { _ in answer }
    try await withClient(ClientConfiguration(maximumHeadBytes: 4096)) { client in
      let error = try await failure {
        _ = try await client.send(ClientRequest(url: server.url, timeout: .seconds(60), maximumBodyBytes: limit))
      }
      #expect(error?.code == code)
      await server.wait(for: .closed)
    }
  }
}

import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// Each way in which no answer comes has its code, and a message that names the peer.
@Suite(.timeLimit(.minutes(2))) struct FailureTests {
  @Test func refused_connection_is_connectFailed_and_nothing_was_sent() async throws {
    let port = try await ScriptedServer.unusedPort()
    let error = try await error(for: ClientRequest(url: "http://127.0.0.1:\(port)/?key=secret"))
    #expect(error?.code == .connectFailed && error?.nothingWasSent == true)
    #expect(error?.message == "Could not connect to 127.0.0.1:\(port): Connection refused.")
  }

  /// No resolver is asked: a label of more than 63 bytes cannot be one (RFC 1035 section 2.3.4).
  @Test func name_without_address_is_unresolved() async throws {
    let name = String(repeating: "a", count: 70) + ".invalid"
    let error = try await error(for: ClientRequest(url: "http://\(name)/"))
    #expect(error?.code == .unresolved && error?.nothingWasSent == true)
  }

  @Test func no_connection_within_the_connect_timeout_is_connectTimeout() async throws {
    let deaf = try DeafListener()
    let error = try await error(
      for: ClientRequest(url: deaf.url, timeout: .seconds(60), connectTimeout: .milliseconds(50)))
    #expect(error?.code == .connectTimeout && error?.nothingWasSent == true)
  }

  @Test func deadline_while_connecting_is_timeout() async throws {
    let deaf = try DeafListener()
    let error = try await error(
      for: ClientRequest(url: deaf.url, timeout: .milliseconds(50), connectTimeout: .seconds(60)))
    #expect(error?.code == .timeout)
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
  func deadline_while_the_answer_stalls_is_timeout_and_closes_the_connection(part: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(part), .stall] }
    try await withClient { client in
      let error = try await failure {
        _ = try await client.send(ClientRequest(url: server.url, timeout: .milliseconds(500)))
      }
      #expect(error?.code == .timeout && error?.nothingWasSent == false)
      #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
      await server.wait(for: .closed)
    }
  }

  @Test func deadline_while_waiting_for_a_free_connection_is_timeout() async throws {
    let server = try await ScriptedServer.start { _ in [.stall] }
    try await withClient(ClientConfiguration(maximumConnectionsPerHost: 1)) { client in
      let first = Task { try await client.send(ClientRequest(url: server.url, timeout: .seconds(60))) }
      await server.wait(for: .request)
      let error = try await failure {
        _ = try await client.send(ClientRequest(url: server.url, timeout: .milliseconds(50)))
      }
      #expect(error?.code == .timeout && server.count(.accepted) == 1)
      first.cancel()
      _ = await first.result
    }
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "\0\u{1}\u{2}garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "<html>no head</html>",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "HTTP/2 200\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
  ])
  func garbage_is_a_protocolError(garbage: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(garbage), .close] }
    #expect(try await error(for: ClientRequest(url: server.url))?.code == .protocolError)
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
  ])
  func server_that_closes_early_is_connectionLost(part: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(part), .close] }
    let error = try await error(for: ClientRequest(url: server.url))
    #expect(error?.code == .connectionLost && error?.nothingWasSent == false)
  }

  @Test func message_has_nothing_of_an_earlier_request() async throws {
    let port = try await ScriptedServer.unusedPort()
    let server = try await ScriptedServer.start { _ in [.close] }
    try await withClient { client in
      let refused = try await failure { _ = try await client.send(ClientRequest(url: "http://127.0.0.1:\(port)/")) }
      let lost = try await failure { _ = try await client.send(ClientRequest(url: server.url)) }
      #expect(refused?.message.contains("refused") == true)
      #expect(lost?.code == .connectionLost && lost?.message.contains("refused") == false)
    }
  }

  @Test func TLS_with_a_server_that_has_none_is_tls() async throws {
    let server = try await ScriptedServer.start(readsBytes: true) { _ in [.send("no TLS here\r\n"), .close] }
    let error = try await error(for: ClientRequest(url: "https://127.0.0.1:\(server.port)/"))
    #expect(error?.code == .tls)
  }

  @Test func refused_request_never_connects() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    let field = HTTPField(name: HTTPField.Name("X-A")!, lenientValue: Array("a\u{1}b".utf8))
    #expect(try await error(for: ClientRequest(url: server.url, fields: HTTPFields([field])))?.code == .invalidRequest)
    #expect(try await error(for: ClientRequest(url: server.url + "\r\nEvil: 1"))?.code == .invalidURL)
    #expect(server.count(.accepted) == 0)
  }

  private func error(for request: ClientRequest) async throws -> ClientError? {
    try await withClient { client in
      try await failure { _ = try await client.send(request) }
    }
  }
}

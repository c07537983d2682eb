import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// What an error tells beside its code, for callers that decide whether to send a request again.
@Suite(.timeLimit(.minutes(2))) struct FailureEvidenceTests {
  @Test func connection_lost_before_the_answer_tells_that_nothing_was_received() async throws {
    let server = try await ScriptedServer.start { _ in [.close] }
    let error = try await error(of: [ClientRequest(url: server.url)])
    #expect(error?.code == .connectionLost && error?.receivedBytes == false && error?.reusedConnection == false)
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 103 Early Hints\r\n", .ok("cut off").dropLast(1).description])
  func connection_lost_within_the_answer_tells_that_bytes_were_received(part: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(part), .close] }
    let error = try await error(of: [ClientRequest(url: server.url)])
    #expect(error?.code == .connectionLost && error?.receivedBytes == true && error?.reusedConnection == false)
  }

  @Test func connection_lost_within_an_answer_after_others_was_reused() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /half")
        ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .close] : [.send(.ok("x"))]
    }
    let error = try await error(of: [ClientRequest(url: server.url), ClientRequest(url: server.url + "half")])
    #expect(error?.code == .connectionLost && error?.receivedBytes == true && error?.reusedConnection == true)
    #expect(server.count(.accepted) == 1)
  }

  /// The server takes the second request and closes: the client repeats it on a new connection, where it happens again.
  @Test func idempotent_request_that_lost_a_kept_connection_tells_of_the_new_one() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /gone") ? [.close] : [.send(.ok("x"))]
    }
    let error = try await error(of: [ClientRequest(url: server.url), ClientRequest(url: server.url + "gone")])
    #expect(error?.code == .connectionLost && error?.receivedBytes == false && error?.reusedConnection == false)
    #expect(server.count(.accepted) == 2 && server.requests.count == 3)
  }

  @Test func refused_connection_was_not_reused_and_received_nothing() async throws {
    let port = try await ScriptedServer.unusedPort()
    let error = try await error(of: [ClientRequest(url: "http://127.0.0.1:\(port)/")])
    #expect(error?.code == .connectFailed && error?.receivedBytes == false && error?.reusedConnection == false)
  }

  @Test(arguments: [("", false), ("HTTP/1.1 200 OK\r\n", true)])
  func deadline_tells_whether_the_answer_had_begun(part: String, hasBegun: Bool) async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /stall") ? [.send(part), .stall] : [.send(.ok("x"))]
    }
    let stalled = ClientRequest(url: server.url + "stall", timeout: .milliseconds(500))
    let error = try await error(of: [ClientRequest(url: server.url), stalled])
    #expect(error?.code == .timeout && error?.receivedBytes == hasBegun && error?.reusedConnection == true)
  }

  @Test func waiting_for_a_free_connection_until_the_deadline_is_no_reuse() async throws {
    let server = try await ScriptedServer.start { _ in [.stall] }
    try await withClient(ClientConfiguration(maximumConnectionsPerHost: 1)) { client in
      let first = Task { try await client.send(ClientRequest(url: server.url)) }
      await server.wait(for: .request)
      let error = try await failure {
        _ = try await client.send(ClientRequest(url: server.url, timeout: .milliseconds(50)))
      }
      #expect(error?.code == .timeout && error?.receivedBytes == false && error?.reusedConnection == false)
      first.cancel()
      _ = await first.result
    }
  }

  @Test func cancelled_request_tells_them_too() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /stall") ? [.stall] : [.send(.ok("x"))]
    }
    try await withClient { client in
      _ = try await client.send(ClientRequest(url: server.url))
      let task = Task { try await client.send(ClientRequest(url: server.url + "stall")) }
      await server.wait(for: .request, count: 2)
      task.cancel()
      let error = try await failure { _ = try await task.value }
      #expect(error?.code == .cancelled && error?.receivedBytes == false && error?.reusedConnection == true)
    }
  }

  /// The error of the last of `requests`, sent by one client one after the other.
  private func error(of requests: [ClientRequest]) async throws -> ClientError? {
    try await withClient { client in
      for request in requests.dropLast() { _ = try await client.send(request) }
      return try await failure {
        if let last = requests.last { _ = try await client.send(last) }
      }
    }
  }
}

import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Testing

/// Which requests share a connection.
@Suite(.timeLimit(.minutes(2))) struct ConnectionTests {
  @Test func requests_one_after_the_other_share_a_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient { client in
      let first = try await client.send(ClientRequest(url: server.url))
      let second = try await client.send(ClientRequest(url: server.url))
      #expect(!first.reusedConnection && second.reusedConnection && second.timings.connect == .zero)
      #expect(second.remoteAddress == first.remoteAddress)
    }
    #expect(server.count(.accepted) == 1 && server.requests.count == 2)
  }

  @Test func connection_the_server_closed_is_replaced_without_a_failure() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x")), .close] }
    try await withClient { client in
      for _ in 0..<5 { _ = try await client.send(ClientRequest(url: server.url)) }
    }
    #expect(server.count(.accepted) == 5)
  }

  /// Each connection ends with the second request on it, before its answer. libcurl gives up after five such ends in one
  /// transfer; those of transfers before do not count.
  @Test func any_number_of_kept_connections_may_die_one_after_the_other() async throws {
    let requests = Mutex(0)
    let server = try await ScriptedServer.start { _ in
      requests.withLock { $0 += 1 }
      return requests.withLock { $0.isMultiple(of: 2) } ? [.close] : [.send(.ok("x"))]
    }
    try await withClient { client in
      for _ in 0..<20 { _ = try await client.send(ClientRequest(url: server.url)) }
    }
    #expect(server.count(.accepted) == 20 && server.requests.count == 39)
  }

  @Test func request_has_nothing_of_the_one_before_on_its_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.send("HTTP/1.1 204 No Content\r\n\r\n")] }
    try await withClient { client in
      for method in [HTTPRequest.Method.get, .put, .get, .delete, .head, .get, .get] {
        let body = method == .put ? ByteBuffer(string: "body") : nil
        let fields: HTTPFields = method == .put ? [.contentType: "a/b"] : [:]
        _ = try await client.send(ClientRequest(method: method, url: server.url, fields: fields, body: body))
      }
    }
    let plain = "/ HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAccept: */*\r\nUser-Agent: HTTPClient\r\n\r\n"
    #expect(
      server.requests.enumerated().filter { $0.offset != 1 }.map(\.element)
        == ["GET", "GET", "DELETE", "HEAD", "GET", "GET"].map { "\($0) \(plain)" })
    #expect(server.count(.accepted) == 1)
  }

  @Test func request_that_is_not_idempotent_never_takes_a_kept_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient { client in
      _ = try await client.send(ClientRequest(url: server.url))
      let answer = try await client.send(ClientRequest(method: .post, url: server.url))
      #expect(!answer.reusedConnection)
    }
    #expect(server.count(.accepted) == 2)
  }

  @Test func no_connection_is_kept_where_the_idle_age_is_zero() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient(ClientConfiguration(maximumIdleAge: .zero)) { client in
      _ = try await client.send(ClientRequest(url: server.url))
      await server.wait(for: .closed)
      _ = try await client.send(ClientRequest(url: server.url))
    }
    #expect(server.count(.accepted) == 2)
  }

  @Test func connection_older_than_the_maximum_age_is_replaced() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient(ClientConfiguration(maximumConnectionAge: .seconds(1))) { client in
      _ = try await client.send(ClientRequest(url: server.url))
      // libcurl counts whole seconds: older than one is two.
      try await Task.sleep(for: .milliseconds(2010))
      let answer = try await client.send(ClientRequest(url: server.url))
      #expect(!answer.reusedConnection)
    }
    #expect(server.count(.accepted) == 2)
  }

  @Test func one_host_field_for_two_addresses_does_not_mix_up_their_connections() async throws {
    let one = try await ScriptedServer.start { _ in [.send(.ok("one"))] }
    let two = try await ScriptedServer.start { _ in [.send(.ok("two"))] }
    try await withClient { client in
      for _ in 0..<3 {
        for (server, text) in [(one, "one"), (two, "two")] {
          let answer = try await client.send(ClientRequest(url: server.url, fields: [.hostField: "app"]))
          #expect(String(buffer: answer.body) == text)
        }
      }
    }
    #expect(one.count(.accepted) == 1 && two.count(.accepted) == 1)
  }

  @Test func two_host_fields_for_one_address_share_its_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient { client in
      for name in ["one", "two"] {
        _ = try await client.send(ClientRequest(url: server.url, fields: [.hostField: name]))
      }
    }
    #expect(server.count(.accepted) == 1)
  }

  @Test func connections_to_different_addresses_of_one_host_are_not_mixed_up() async throws {
    let one = try await ScriptedServer.start { _ in [.send(.ok("one"))] }
    let two = try await ScriptedServer.start { _ in [.send(.ok("two"))] }
    try await withClient { client in
      for _ in 0..<3 {
        for (server, text) in [(one, "one"), (two, "two")] {
          let request = ClientRequest(url: "http://app.invalid/", connectTo: ("127.0.0.1", server.port))
          let answer = try await client.send(request)
          #expect(String(buffer: answer.body) == text)
        }
      }
    }
    #expect(one.count(.accepted) == 1 && two.count(.accepted) == 1)
  }

  @Test func a_hundred_requests_at_once_all_get_their_own_answer() async throws {
    let server = try await ScriptedServer.start { request in [.send(.ok(request.lines[0]))] }
    try await withClient { client in
      try await withThrowingTaskGroup(of: (Int, String).self) { group in
        for number in 0..<100 {
          group.addTask {
            (number, try await String(buffer: client.send(ClientRequest(url: "\(server.url)\(number)")).body))
          }
        }
        for try await (number, body) in group { #expect(body == "GET /\(number) HTTP/1.1") }
      }
    }
    #expect(server.requests.count == 100)
  }

  @Test func connections_to_one_host_stay_within_the_limit() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    try await withClient(ClientConfiguration(maximumConnectionsPerHost: 4)) { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<100 { group.addTask { _ = try await client.send(ClientRequest(url: server.url)) } }
        try await group.waitForAll()
      }
    }
    #expect((1...4).contains(server.count(.accepted)) && server.requests.count == 100)
  }
}

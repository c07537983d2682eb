import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// What goes out and what comes back, over a real socket.
@Suite(.timeLimit(.minutes(2))) struct ExchangeTests {
  @Test func answer_has_status_fields_body_and_address() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("hello", fields: "X-A: 1\r\nX-A: 2\r\n"))] }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(answer.status == .ok)
    #expect(String(buffer: answer.body) == "hello")
    #expect(answer.fields[values: HTTPField.Name("X-A")!] == ["1", "2"])
    #expect(answer.remoteAddress == "127.0.0.1:\(server.port)")
    #expect(answer.timings.total >= answer.timings.firstByte && answer.timings.firstByte > .zero)
    #expect(!answer.reusedConnection)
  }

  @Test func request_is_sent_as_given() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    let url = server.url + "a/../b%2Fc?q=%20"
    _ = try await withClient(ClientConfiguration(userAgent: "suite/1")) {
      try await $0.send(ClientRequest(url: url, fields: [HTTPField.Name("X-Empty")!: "", .accept: "a/b"]))
    }
    let expected = [
      "GET /a/../b%2Fc?q=%20 HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "X-Empty:", "Accept: a/b",
      "User-Agent: suite/1",
    ]
    #expect(Set(server.requests[0].lines) == Set(expected))
  }

  @Test func chunked_body_is_put_together_and_its_trailers_dropped() async throws {
    let server = try await ScriptedServer.start { _ in
      [
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n"),
        .send("5;x=y\r\npedia\r\n0\r\nETag: \"t\"\r\n\r\n"),
      ]
    }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(String(buffer: answer.body) == "Wikipedia" && answer.fields[.eTag] == nil)
  }

  @Test func body_without_length_ends_with_the_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.send("HTTP/1.1 200 OK\r\n\r\nto the end"), .close] }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(String(buffer: answer.body) == "to the end")
  }

  @Test(arguments: [
    (HTTPRequest.Method.head, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", 200),
    (.get, "HTTP/1.1 204 No Content\r\n\r\n", 204),
    (.get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 99999999\r\n\r\n", 304),
  ])
  func answer_without_body_ends_with_its_head(method: HTTPRequest.Method, answer: String, status: Int) async throws {
    let server = try await ScriptedServer.start { _ in [.send(answer), .stall] }
    let answer = try await withClient { try await $0.send(ClientRequest(method: method, url: server.url)) }
    #expect(answer.status.code == status && answer.body.readableBytes == 0)
  }

  @Test func interim_answers_are_passed_over() async throws {
    let server = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + .ok("done"))]
    }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(String(buffer: answer.body) == "done" && answer.fields[HTTPField.Name("Link")!] == nil)
  }

  @Test func redirect_is_an_answer_like_any_other() async throws {
    let server = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")]
    }
    let answer = try await withClient { try await $0.send(ClientRequest(url: server.url)) }
    #expect(answer.status == .found && answer.fields[.location] == "/elsewhere" && server.requests.count == 1)
  }

  @Test(arguments: [("payload", 7), ("", 0)])
  func POST_sends_its_body_with_its_length_and_no_more(body: String, length: Int) async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("thanks"))] }
    let request = ClientRequest(method: .post, url: server.url, body: ByteBuffer(string: body))
    _ = try await withClient { try await $0.send(request) }
    let lines = Set(server.requests[0].lines)
    #expect(lines.isSuperset(of: ["POST / HTTP/1.1", "Content-Length: \(length)"]))
    #expect(!lines.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Content-Type") })
    #expect(server.requests[0].hasSuffix("\r\n\r\n" + body))
  }

  @Test(arguments: ["PUT", "PATCH", "DELETE", "PURGE"])
  func any_method_can_carry_a_body(name: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    let method = try #require(HTTPRequest.Method(name))
    let request = ClientRequest(
      method: method, url: server.url, fields: [.contentType: "text/plain"], body: ByteBuffer(string: "b"))
    _ = try await withClient { try await $0.send(request) }
    #expect(server.requests[0].hasPrefix("\(name) / HTTP/1.1\r\n") && server.requests[0].hasSuffix("\r\n\r\nb"))
  }

  @Test func body_over_the_size_where_libcurl_would_expect_continue_is_sent_at_once() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    let body = String(repeating: "x", count: 2_000_000)
    _ = try await withClient {
      try await $0.send(ClientRequest(method: .post, url: server.url, body: ByteBuffer(string: body)))
    }
    #expect(server.requests[0].utf8.count > body.utf8.count && !server.requests[0].contains("Expect"))
  }

  @Test func host_given_as_a_field_is_sent_instead_of_the_URLs() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    _ = try await withClient {
      try await $0.send(ClientRequest(url: server.url, fields: [.hostField: "weather.local"]))
    }
    #expect(server.requests[0].lines.filter { $0.lowercased().hasPrefix("host:") } == ["Host: weather.local"])
  }

  /// By the system's resolver, on a thread of libcurl's, which answers from the list of hosts.
  @Test func name_of_the_host_is_looked_up() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    let answer = try await withClient {
      try await $0.send(ClientRequest(url: "http://localhost:\(server.port)/"))
    }
    #expect(answer.remoteAddress == "127.0.0.1:\(server.port)" && server.requests[0].contains("Host: localhost:"))
  }

  @Test func connectTo_keeps_host_and_path_of_the_URL() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    let request = ClientRequest(
      url: "http://weather.service.invalid:8123/weather/Oslo", connectTo: (host: "127.0.0.1", port: server.port))
    let answer = try await withClient { try await $0.send(request) }
    #expect(server.requests[0].lines.contains("Host: weather.service.invalid:8123"))
    #expect(server.requests[0].hasPrefix("GET /weather/Oslo "))
    #expect(answer.remoteAddress == "127.0.0.1:\(server.port)")
  }

  @Test func connectTo_takes_IPv6() async throws {
    let server = try await ScriptedServer.start(host: "::1") { _ in [.send(.ok("x"))] }
    let request = ClientRequest(url: "http://a.invalid/", connectTo: (host: "::1", port: server.port))
    let answer = try await withClient { try await $0.send(request) }
    #expect(answer.remoteAddress == "[::1]:\(server.port)")
  }

  @Test func proxy_is_used_where_configured() async throws {
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let answer = try await withClient(ClientConfiguration(proxy: proxy.url)) {
      try await $0.send(ClientRequest(url: "http://a.invalid/x"))
    }
    #expect(String(buffer: answer.body) == "by proxy")
    #expect(proxy.requests[0].hasPrefix("GET http://a.invalid/x "))
  }
}

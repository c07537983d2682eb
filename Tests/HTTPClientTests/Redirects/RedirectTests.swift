import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

/// Redirects over real sockets. All of them are on loopback, where 127.0.0.2 plays a public address in some tests.
@Suite(.timeLimit(.minutes(2))) struct RedirectTests {
  @Test func redirects_are_followed_to_the_answer() async throws {
    let server = try await ScriptedServer.start { request in
      switch request.lines[0] {
      case "GET /isbn/1 HTTP/1.1": [.send(.redirect(to: "/books/2"))]
      case "GET /books/2 HTTP/1.1": [.send(.redirect(301, to: "3"))]
      default: [.send(.ok("found"))]
      }
    }
    let answer = try await send(ClientRequest(url: server.url + "isbn/1", fields: [.authorization: "Bearer x"]))
    #expect(answer.status == .ok && String(buffer: answer.body) == "found")
    #expect(server.requests.map { $0.lines[0] } == ["isbn/1", "books/2", "books/3"].map { "GET /\($0) HTTP/1.1" })
    #expect(server.requests.allSatisfy { $0.contains("Authorization: Bearer x\r\n") })
    #expect(server.count(.accepted) == 1)
  }

  @Test func HEAD_stays_HEAD() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("HEAD /a ") ? [.send(.redirect(303, to: "/b"))] : [.send(.ok(""))]
    }
    _ = try await send(ClientRequest(method: .head, url: server.url + "a"))
    #expect(server.requests.map { $0.lines[0] } == ["HEAD /a HTTP/1.1", "HEAD /b HTTP/1.1"])
  }

  @Test func POST_is_not_followed() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.redirect(307, to: "/b"))] }
    let answer = try await send(ClientRequest(method: .post, url: server.url))
    #expect(answer.status == .temporaryRedirect && server.requests.count == 1)
  }

  @Test func key_in_any_field_stays_with_the_origin_that_it_is_for() async throws {
    let other = try await ScriptedServer.start { _ in [.send(.ok("other"))] }
    let first = try await ScriptedServer.start { _ in [.send(.redirect(to: other.url + "x"))] }
    let fields: HTTPFields = [
      HTTPField.Name("X-Api-Key")!: "secret", .authorization: "secret", .cookie: "secret", .accept: "a/b",
    ]
    let answer = try await send(ClientRequest(url: first.url + "?key=secret", fields: fields))
    #expect(String(buffer: answer.body) == "other" && first.requests[0].contains("secret"))
    #expect(
      Set(other.requests[0].lines) == [
        "GET /x HTTP/1.1", "Host: 127.0.0.1:\(other.port)", "Accept: a/b", "User-Agent: HTTPClient",
      ])
  }

  @Test func endless_redirects_end_at_the_limit() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.redirect(to: "/again"))] }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url), RedirectPolicy(limit: 2)) }
    #expect(error?.code == .redirectRefused && server.requests.count == 3)
  }

  @Test func timeout_holds_for_all_together() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /stall ") ? [.stall] : [.send(.redirect(to: "/stall"))]
    }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url, timeout: .milliseconds(400))) }
    #expect(error?.code == .timeout && server.requests.count == 2)
    #expect(error?.message == "No complete answer from 127.0.0.1:\(server.port) within 400 ms.")
  }

  @Test func deadline_that_has_passed_sends_no_further_request() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    let request = ClientRequest(url: server.url)
    try await withClient { client in
      let error = try await failure {
        _ = try await client.perform(
          OutgoingRequest(request, configuration: ClientConfiguration(), deadline: .now - .seconds(1)))
      }
      #expect(error?.code == .timeout)
    }
  }

  @Test func cancelling_ends_it_wherever_it_is() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /stall ") ? [.stall] : [.send(.redirect(to: "/stall"))]
    }
    let task = Task { try await send(ClientRequest(url: server.url)) }
    await server.wait(for: .request, count: 2)
    task.cancel()
    let error = try await failure { _ = try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test func connectTo_holds_for_the_first_request_only() async throws {
    let other = try await ScriptedServer.start { _ in [.send(.ok("other"))] }
    let first = try await ScriptedServer.start { _ in [.send(.redirect(to: other.url))] }
    let answer = try await send(
      ClientRequest(url: "http://first.invalid/", connectTo: (host: "127.0.0.1", port: first.port)))
    #expect(String(buffer: answer.body) == "other")
  }

  @Test func failure_after_a_redirect_names_the_peer_that_failed() async throws {
    let port = try await ScriptedServer.unusedPort()
    let server = try await ScriptedServer.start { _ in [.send(.redirect(to: "http://127.0.0.1:\(port)/"))] }
    let error = try await failure { _ = try await send(ClientRequest(url: server.url)) }
    #expect(error?.code == .connectFailed && error?.message.contains("127.0.0.1:\(port)") == true)
  }

  @Test func redirect_between_addresses_that_are_not_public_is_followed() async throws {
    let other = try await ScriptedServer.start(host: "127.0.0.3") { _ in [.send(.ok("other"))] }
    let first = try await ScriptedServer.start { _ in [.send(.redirect(to: other.url))] }
    #expect(try await String(buffer: send(ClientRequest(url: first.url), fromPublic).body) == "other")
  }

  @Test func redirect_between_public_addresses_is_followed() async throws {
    let other = try await ScriptedServer.start(host: "127.0.0.2") { _ in [.send(.ok("other"))] }
    let first = try await ScriptedServer.start(host: "127.0.0.2") { _ in [.send(.redirect(to: other.url))] }
    #expect(try await String(buffer: send(ClientRequest(url: first.url), fromPublic).body) == "other")
  }

  /// The name says nothing of its address: the system's resolver does, when the connection is made.
  @Test(arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
  func redirect_from_a_public_address_to_another_is_refused_before_it_connects(host: String) async throws {
    let inside = try await ScriptedServer.start { _ in [.send(.ok("inside"))] }
    let first = try await ScriptedServer.start(host: "127.0.0.2") { _ in
      [.send(.redirect(to: "http://\(host):\(inside.port)/?key=secret"))]
    }
    let error = try await failure { _ = try await send(ClientRequest(url: first.url), fromPublic) }
    #expect(error?.code == .redirectRefused && error?.receivedBytes == true && inside.count(.accepted) == 0)
    #expect(
      error?.message == "The redirect to \(host):\(inside.port) is not followed: it leads from a public address to one "
        + "that is not.")
  }

  @Test func kept_connection_to_an_address_inside_is_no_way_in() async throws {
    let inside = try await ScriptedServer.start { _ in [.send(.ok("inside"))] }
    let first = try await ScriptedServer.start(host: "127.0.0.2") { _ in [.send(.redirect(to: inside.url + "in"))] }
    try await withClient(ClientConfiguration(redirects: fromPublic)) { client in
      _ = try await client.send(ClientRequest(url: inside.url))
      let error = try await failure { _ = try await client.send(ClientRequest(url: first.url)) }
      #expect(error?.code == .redirectRefused)
      // And what is asked there directly goes on.
      let direct = try await client.send(ClientRequest(url: inside.url))
      #expect(direct.status == .ok)
    }
    #expect(inside.requests.allSatisfy { !$0.contains("GET /in") })
  }

  @Test func handle_that_was_guarded_once_is_not_for_the_next_request() async throws {
    let inside = try await ScriptedServer.start { _ in [.send(.ok("inside"))] }
    let first = try await ScriptedServer.start(host: "127.0.0.2") { request in
      request.hasPrefix("GET /a ") ? [.send(.redirect(to: "/b"))] : [.send(.ok("public"))]
    }
    try await withClient(ClientConfiguration(redirects: fromPublic)) { client in
      for _ in 0..<3 {
        let guarded = try await client.send(ClientRequest(url: first.url + "a"))
        let direct = try await client.send(ClientRequest(url: inside.url))
        #expect(String(buffer: guarded.body) == "public" && String(buffer: direct.body) == "inside")
      }
    }
    #expect(first.count(.accepted) == 1 && inside.count(.accepted) == 1)
  }

  private var fromPublic: RedirectPolicy {
    var policy = RedirectPolicy()
    policy.isPublic = { $0 == PeerAddress("127.0.0.2") }
    return policy
  }

  private func send(
    _ request: ClientRequest, _ policy: RedirectPolicy = RedirectPolicy()
  ) async throws -> ClientResponse {
    try await withClient(ClientConfiguration(redirects: policy)) { try await $0.send(request) }
  }
}

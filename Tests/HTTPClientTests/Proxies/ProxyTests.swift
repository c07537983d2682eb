import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

/// Requests through proxies, over real sockets.
@Suite(.timeLimit(.minutes(2))) struct ProxyTests {
  @Test func http_URL_is_asked_of_the_proxy() async throws {
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let answer = try await send(ClientRequest(url: "http://a.invalid/x?y"), ["http_proxy": proxy.url])
    #expect(String(buffer: answer.body) == "by proxy")
    #expect(proxy.requests[0].lines.first == "GET http://a.invalid/x?y HTTP/1.1")
    #expect(proxy.requests[0].lines.contains("Host: a.invalid"))
  }

  @Test func credentials_are_sent_to_the_proxy() async throws {
    let proxy = try await ScriptedServer.start { _ in [.send(.ok(""))] }
    let value = "http://me:s%40cret@127.0.0.1:\(proxy.port)"
    _ = try await send(ClientRequest(url: "http://a.invalid/"), ["http_proxy": value])
    // "me:s@cret"
    #expect(proxy.requests[0].lines.contains("Proxy-Authorization: Basic bWU6c0BjcmV0"))
  }

  /// No name has a label of more than 63 bytes, so that it is not found, and no resolver is asked.
  @Test func host_in_no_proxy_is_reached_without() async throws {
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let name = String(repeating: "a", count: 70) + ".invalid"
    let request = ClientRequest(url: "http://\(name)/")
    let error = try await failure {
      _ = try await send(request, ["http_proxy": proxy.url, "no_proxy": "example.org,.invalid"])
    }
    #expect(error?.code == .unresolved && error?.message == "The name of \(name):80 has no address.")
    #expect(proxy.count(.accepted) == 0)
    #expect(try await send(request, ["http_proxy": proxy.url, "no_proxy": "example.org"]).status == .ok)
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func this_machine_is_reached_without(host: String) async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("straight"))] }
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let answer = try await send(ClientRequest(url: "http://\(host):\(server.port)/"), ["http_proxy": proxy.url])
    #expect(String(buffer: answer.body) == "straight" && proxy.count(.accepted) == 0)
  }

  @Test func address_that_the_caller_found_needs_no_proxy() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("straight"))] }
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let request = ClientRequest(url: "http://a.invalid/", connectTo: (host: "127.0.0.1", port: server.port))
    let answer = try await send(request, ["http_proxy": proxy.url])
    #expect(String(buffer: answer.body) == "straight" && proxy.count(.accepted) == 0)
  }

  @Test func handle_that_used_a_proxy_is_not_for_the_next_request() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("straight"))] }
    let proxy = try await ScriptedServer.start { _ in [.send(.ok("by proxy"))] }
    let variables = ProxyVariables(environment: ["http_proxy": proxy.url])
    try await withClient(ClientConfiguration(proxyVariables: variables)) { client in
      for _ in 0..<3 {
        let one = try await client.send(ClientRequest(url: "http://a.invalid/"))
        let two = try await client.send(ClientRequest(url: server.url))
        #expect(String(buffer: one.body) == "by proxy" && String(buffer: two.body) == "straight")
      }
    }
    #expect(server.count(.accepted) == 1 && proxy.count(.accepted) == 1)
  }

  @Test(arguments: [403, 407, 502])
  func proxy_that_refuses_a_tunnel_is_connectFailed(status: Int) async throws {
    let proxy = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 \(status) No\r\nContent-Length: 6\r\n\r\nsecret"), .close]
    }
    let value = "http://me:secret@127.0.0.1:\(proxy.port)"
    let error = try await failure {
      _ = try await send(
        ClientRequest(url: "https://a.invalid/?key=secret", fields: [.authorization: "secret"]), ["https_proxy": value])
    }
    #expect(error?.code == .connectFailed && error?.nothingWasSent == true && error?.receivedBytes == false)
    #expect(
      error?.message
        == "There is no way to a.invalid:443 by the proxy 127.0.0.1:\(proxy.port): it answered with status "
        + "\(status).")
    #expect(error.map { !"\($0) \(String(describing: $0.cause))".contains("secret") } == true)
    // What is for the server is never for the proxy.
    #expect(proxy.requests[0].hasPrefix("CONNECT a.invalid:443 HTTP/1.1\r\n") && !proxy.requests[0].contains("secret"))
  }

  @Test(arguments: ["", "SSH-2.0-x\r\n"])
  func proxy_that_makes_no_tunnel_is_connectFailed(answer: String) async throws {
    let proxy = try await ScriptedServer.start { _ in [.send(answer), .close] }
    let error = try await failure {
      _ = try await send(ClientRequest(url: "https://a.invalid/"), ["https_proxy": proxy.url])
    }
    #expect(error?.code == .connectFailed && error?.message.contains("by the proxy 127.0.0.1:\(proxy.port)") == true)
  }

  @Test func proxy_that_is_not_there_is_connectFailed() async throws {
    let port = try await ScriptedServer.unusedPort()
    let error = try await failure {
      _ = try await send(ClientRequest(url: "http://a.invalid/"), ["http_proxy": "http://me:secret@127.0.0.1:\(port)"])
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.message == "Could not connect to the proxy 127.0.0.1:\(port): Connection refused.")
  }

  /// A label of more than 63 bytes cannot be one, so that no resolver is asked.
  @Test func proxy_without_an_address_is_unresolved() async throws {
    let name = String(repeating: "a", count: 70) + ".invalid"
    let error = try await failure {
      _ = try await send(ClientRequest(url: "http://a.invalid/"), ["http_proxy": "http://me:secret@\(name):1"])
    }
    #expect(error?.code == .unresolved && error?.message == "The name of the proxy \(name):1 has no address.")
  }

  /// The address of the host is the proxy's to find, so what the redirect says is all there is to judge by.
  @Test(arguments: [
    ("http://10.0.0.1/", true), ("http://localhost/", true), ("http://[::1]/", true), ("http://169.254.169.254/", true),
    ("http://b.invalid/", false), ("http://1.1.1.1/", false),
  ])
  func redirect_by_a_proxy_is_judged_by_its_host(location: String, isRefused: Bool) async throws {
    let proxy = try await ScriptedServer.start { request in
      request.hasPrefix("GET http://a.invalid/") ? [.send(.redirect(to: location))] : [.send(.ok("followed"))]
    }
    let configuration = ClientConfiguration(
      redirects: RedirectPolicy(), proxyVariables: ProxyVariables(environment: ["http_proxy": proxy.url]))
    let error = try await failure {
      let answer = try await withClient(configuration) { try await $0.send(ClientRequest(url: "http://a.invalid/")) }
      #expect(String(buffer: answer.body) == "followed")
    }
    #expect(error?.code == (isRefused ? .redirectRefused : nil))
    #expect(proxy.requests.count == (isRefused ? 1 : 2))
  }

  @Test func redirect_from_a_proxy_to_an_address_reached_without_it_is_guarded() async throws {
    let inside = try await ScriptedServer.start { _ in [.send(.ok("inside"))] }
    let proxy = try await ScriptedServer.start { _ in [.send(.redirect(to: "http://localhost:\(inside.port)/"))] }
    let variables = ProxyVariables(environment: ["http_proxy": proxy.url])
    let error = try await failure {
      _ = try await withClient(ClientConfiguration(redirects: RedirectPolicy(), proxyVariables: variables)) {
        try await $0.send(ClientRequest(url: "http://a.invalid/"))
      }
    }
    #expect(error?.code == .redirectRefused && inside.count(.accepted) == 0)
  }

  private func send(_ request: ClientRequest, _ environment: [String: String]) async throws -> ClientResponse {
    try await withClient(ClientConfiguration(proxyVariables: ProxyVariables(environment: environment))) {
      try await $0.send(request)
    }
  }
}

import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// Whom the client trusts. No option turns any of this off.
@Suite(.timeLimit(.minutes(2)), .enabled(if: TLSServer.openssl != nil, Comment(rawValue: TLSServer.absence)))
struct TLSTests {
  @Test(arguments: ["localhost", "127.0.0.1"])
  func certificate_for_the_host_by_a_trusted_authority_is_trusted(host: String) async throws {
    try await withServer(.issued(for: "DNS:localhost,IP:127.0.0.1")) { server in
      let answer = try await get("https://\(host):\(server.port)/", trusting: server.authority)
      #expect(answer.status == .ok && String(buffer: answer.body).contains("TLSv1.3"))
    }
  }

  @Test func certificate_for_another_host_is_refused() async throws {
    try await expectRefusal(of: .issued(for: "DNS:other.example,DNS:sub.localhost"), because: "no alternative")
  }

  @Test func certificate_that_has_ended_is_refused() async throws {
    try await expectRefusal(of: .issued(for: "DNS:localhost", days: -1), because: "expired")
  }

  @Test func certificate_that_only_itself_vouches_for_is_refused() async throws {
    try await expectRefusal(of: .selfSigned(for: "DNS:localhost"), because: "self-signed")
  }

  @Test func certificate_by_an_authority_that_is_not_trusted_is_refused() async throws {
    try await withServer(.issued(for: "DNS:localhost")) { server in
      let error = try await failure { _ = try await get("https://localhost:\(server.port)/", trusting: nil) }
      #expect(error?.code == .tls)
    }
  }

  @Test func host_that_a_redirect_leads_to_is_verified_too() async throws {
    try await withServer(.selfSigned(for: "DNS:localhost")) { server in
      let first = try await ScriptedServer.start { _ in [.send(.redirect(to: "https://localhost:\(server.port)/"))] }
      let error = try await failure { _ = try await get(first.url, trusting: server.authority) }
      #expect(error?.code == .tls && error?.message.contains("localhost:\(server.port)") == true)
    }
  }

  @Test func session_goes_through_the_tunnel_of_a_proxy() async throws {
    try await withServer(.issued(for: "DNS:provider.invalid")) { server in
      let proxy = try await SmallProxy.start(to: server.port)
      let url = "https://provider.invalid/?key=secret"
      let answer = try await get(url, trusting: server.authority, proxy: proxy)
      #expect(answer.status == .ok && answer[HTTPField.Name("X-Proxy")!] == nil)
      #expect(proxy.requests.count == 1 && proxy.requests[0].hasPrefix("CONNECT provider.invalid:443 HTTP/1.1\r\n"))
      #expect(!proxy.requests[0].contains("secret"))
    }
  }

  @Test func proxy_that_leads_to_another_host_is_refused() async throws {
    try await withServer(.issued(for: "DNS:other.invalid")) { server in
      let proxy = try await SmallProxy.start(to: server.port)
      let error = try await failure {
        _ = try await get("https://provider.invalid/", trusting: server.authority, proxy: proxy)
      }
      #expect(error?.code == .tls && error?.message.contains("provider.invalid:443") == true)
    }
  }

  private func expectRefusal(of certificate: TLSServer.Certificate, because reason: String) async throws {
    try await withServer(certificate) { server in
      let error = try await failure {
        _ = try await get("https://localhost:\(server.port)/?key=secret", trusting: server.authority)
      }
      let text = error.map { "\($0) \(String(describing: $0.cause))" } ?? ""
      #expect(error?.code == .tls && text.contains("localhost:\(server.port)"))
      #expect(text.contains(reason) && !text.contains("secret"))
    }
  }

  private func withServer(
    _ certificate: TLSServer.Certificate, _ work: (TLSServer) async throws -> Void
  ) async throws {
    let server = try await TLSServer(certificate)
    defer { server.stop() }
    try await work(server)
  }

  private func get(_ url: String, trusting authority: String?, proxy: SmallProxy? = nil) async throws -> ClientResponse
  {
    let configuration = ClientConfiguration(
      certificateAuthorities: authority, redirects: RedirectPolicy(),
      proxyVariables: proxy.map { ProxyVariables(environment: ["https_proxy": $0.url]) })
    return try await withClient(configuration) {
      try await $0.send(ClientRequest(url: url, fields: [.authorization: "secret"]))
    }
  }
}

import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

/// What a client for the internet does, and one for the services inside does not.
@Suite(.timeLimit(.minutes(2))) struct OutsideTests {
  @Test func client_for_the_outside_follows_decodes_and_says_who_it_is() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /a ")
        ? [.send(.redirect(to: "/b"))]
        : [.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), .sendBytes(Gzip.stored("hello")), .close]
    }
    let configuration = ClientConfiguration.outside(
      userAgent: "suite/1 (+https://example.org)", proxyVariables: ProxyVariables(environment: [:]))
    let answer = try await withClient(configuration) { try await $0.send(ClientRequest(url: server.url + "a")) }
    #expect(String(buffer: answer.body) == "hello")
    #expect(server.requests.allSatisfy { $0.contains("User-Agent: suite/1 (+https://example.org)\r\n") })
  }

  @Test func nothing_of_it_holds_unless_asked_for() {
    let configuration = ClientConfiguration()
    #expect(configuration.redirects == nil && !configuration.acceptsCompression)
    #expect(configuration.proxyVariables == nil && configuration.proxy == nil)
  }

  @Test func plain_GET_keeps_its_handle_only_where_it_goes_the_usual_way() throws {
    let proxy = ProxyVariables(environment: ["http_proxy": "http://p"])
    let requests = try [
      OutgoingRequest(ClientRequest(url: "http://h/"), configuration: ClientConfiguration()),
      OutgoingRequest(
        ClientRequest(url: "http://h/"), configuration: ClientConfiguration(acceptsCompression: true)),
      OutgoingRequest(ClientRequest(url: "http://h/"), configuration: ClientConfiguration(proxyVariables: proxy)),
      OutgoingRequest(
        ClientRequest(url: "http://h/", connectTo: (host: "10.0.0.1", port: 1)), configuration: ClientConfiguration()),
      OutgoingRequest(
        ClientRequest(url: "http://h/"), configuration: ClientConfiguration(), mayConnectTo: { $0.isPublic }),
    ]
    #expect(requests.map(\.hasOwnWay) == [false, false, true, true, true])
  }
}

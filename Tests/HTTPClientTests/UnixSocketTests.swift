import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// Requests over a Unix domain socket.
@Suite(.timeLimit(.minutes(2))) struct UnixSocketTests {
  private static func freePath() -> String {
    FileManager.default.temporaryDirectory.path + "/http-client-\(UInt32.random(in: .min ... .max)).sock"
  }

  @Test func a_request_goes_to_the_socket_with_the_URL_s_host_and_keeps_the_connection() async throws {
    let path = Self.freePath()
    let server = try await ScriptedServer.start(unixSocket: path) { _ in [.send(.ok("hello"))] }
    let client = Client()
    let request = ClientRequest(url: "http://docker/info", unixSocket: path)
    let first = try await client.execute(request)
    #expect(String(buffer: first.body) == "hello")
    #expect(server.requests.first?.hasPrefix("GET /info HTTP/1.1\r\nHost: docker\r\n") == true)
    #expect(try await client.execute(request).reusedConnection)
    #expect(server.count(.accepted) == 1)
    await client.shutdown()
    try FileManager.default.removeItem(atPath: path)
  }

  @Test func a_kept_connection_of_one_socket_carries_no_request_for_another_nor_for_the_host() async throws {
    let paths = [Self.freePath(), Self.freePath()]
    let servers = try await [
      ScriptedServer.start(unixSocket: paths[0]) { _ in [.send(.ok("0"))] },
      ScriptedServer.start(unixSocket: paths[1]) { _ in [.send(.ok("1"))] },
    ]
    let network = try await ScriptedServer.start { _ in [.send(.ok("2"))] }
    let client = Client()
    for _ in 0..<2 {
      for (index, path) in (paths.map(Optional.some) + [nil]).enumerated() {
        let response = try await client.execute(ClientRequest(url: network.url, unixSocket: path))
        #expect(String(buffer: response.body) == "\(index)")
      }
    }
    #expect((servers + [network]).map { $0.count(.accepted) } == [1, 1, 1])
    await client.shutdown()
    for path in paths { try FileManager.default.removeItem(atPath: path) }
  }

  @Test func a_socket_where_nobody_listens_is_a_failed_connect_that_names_the_path() async throws {
    let client = Client()
    let path = Self.freePath()
    let error = await #expect(throws: ClientError.self) {
      try await client.execute(ClientRequest(url: "http://docker/", unixSocket: path))
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains(path) == true)
    await client.shutdown()
  }

  @Test(arguments: ["", "docker.sock", "/" + String(repeating: "x", count: 107), "/a\0b"])
  func a_path_that_no_socket_can_have_is_refused(path: String) async {
    let client = Client()
    let error = await #expect(throws: ClientError.self) {
      try await client.execute(ClientRequest(url: "http://docker/", unixSocket: path))
    }
    #expect(error?.code == .invalidRequest)
    await client.shutdown()
  }

  @Test func a_proxy_is_not_asked_for_what_goes_to_a_socket() async throws {
    let path = Self.freePath()
    let server = try await ScriptedServer.start(unixSocket: path) { _ in [.send(.ok("hello"))] }
    let client = Client(configuration: ClientConfiguration(proxy: "http://127.0.0.1:1"))
    #expect(try await client.execute(ClientRequest(url: "http://docker/", unixSocket: path)).status == .ok)
    #expect(server.count(.request) == 1)
    await client.shutdown()
    try FileManager.default.removeItem(atPath: path)
  }
}

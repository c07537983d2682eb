import Chassis
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import Registrator

/// What the engine is asked, and what is made of its answers.
@Suite struct EngineTests {
  /// Answers by path, and keeps what it was asked.
  private final class Script: Sendable {
    let requests = Mutex<[ClientRequest]>([])
    let answers: [String: (status: Int, body: String)]
    let version: String?

    init(version: String? = "1.47", _ answers: [String: (status: Int, body: String)] = [:]) {
      self.version = version
      self.answers = answers
    }

    func respond(_ request: ClientRequest) throws -> ClientResponse {
      requests.withLock { $0.append(request) }
      let path = "/" + request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
      if path == "/_ping" {
        var fields: HTTPFields = [:]
        if let version, let name = HTTPField.Name("Api-Version") { fields[name] = version }
        return ClientResponse(status: .ok, fields: fields)
      }
      guard let answer = answers[path] else { return ClientResponse(status: .notFound) }
      return ClientResponse(status: .init(code: answer.status), body: ByteBuffer(string: answer.body))
    }

    var urls: [String] { requests.withLock { $0.map(\.url) } }
  }

  private func engine(_ script: Script, at address: EngineAddress = .socket("/run/docker.sock")) -> Engine {
    Engine(address) { try script.respond($0) }
  }

  @Test func It_speaks_the_version_that_the_engine_has() async throws {
    let script = Script([
      "/v1.47/info": (200, #"{"Name": "ip-10-0-0-1"}"#), "/v1.47/containers/json?all=true": (200, "[]"),
    ])
    let engine = engine(script)
    #expect(try await engine.hostName() == "ip-10-0-0-1")
    #expect(try await engine.list() == [])
    #expect(script.requests.withLock { $0.allSatisfy { $0.unixSocket == "/run/docker.sock" } })
    #expect(script.urls.first == "http://localhost/_ping")
  }

  @Test(arguments: [nil, "", "../x", "1.47/../.."])
  func An_engine_that_tells_no_version_is_asked_without_one(version: String?) async throws {
    let script = Script(version: version, ["/info": (200, #"{"Name": ""}"#)])
    #expect(try await engine(script).hostName() == nil)
  }

  @Test func An_engine_on_the_network_is_asked_there() async throws {
    let script = Script(version: nil, ["/info": (200, "{}")])
    let engine = engine(script, at: .network(.init(host: "::1", port: 2375)))
    #expect(try await engine.hostName() == nil)
    #expect(script.urls == ["http://[::1]:2375/_ping", "http://[::1]:2375/info"])
    #expect(script.requests.withLock { $0.allSatisfy { $0.unixSocket == nil } })
  }

  @Test func A_container_in_the_network_of_another_has_its_addresses() async throws {
    let script = Script([
      "/containers/a/json": (200, #"{"Id": "a", "HostConfig": {"NetworkMode": "container:b"}}"#),
      "/containers/b/json": (200, #"{"Id": "b", "NetworkSettings": {"IPAddress": "172.17.0.9"}}"#),
      "/containers/c/json": (200, #"{"Id": "c", "HostConfig": {"NetworkMode": "container:gone"}}"#),
    ])
    #expect(try await engine(script).inspect("a")?.addresses == ["172.17.0.9"])
    #expect(try await engine(script).inspect("c")?.addresses == [])
  }

  @Test(arguments: ["", "../info", "a/b", "a?b", "a b", String(repeating: "a", count: 257)])
  func What_is_no_id_is_not_asked_for(id: String) async throws {
    let script = Script()
    #expect(try await engine(script).inspect(id) == nil)
    #expect(script.urls == [])
  }

  @Test func A_container_that_is_gone_is_none_and_every_other_answer_is_a_fault() async throws {
    let script = Script(["/containers/b/json": (500, "x"), "/containers/c/json": (200, "x")])
    #expect(try await engine(script).inspect("a") == nil)
    await #expect(throws: EngineFault.self) { try await engine(script).inspect("b") }
    await #expect(throws: EngineFault.self) { try await engine(script).inspect("c") }
  }

  @Test func Events_are_asked_for_from_the_last_one_on() async throws {
    let path = "/v1.47/events?filters=%7B%22type%22%3A%5B%22container%22%5D%7D"
    let script = Script([path: (200, ""), path + "&since=1795281342.000000007": (200, "")])
    #expect(try await engine(script).events(since: nil) { _ in } == .ended)
    #expect(try await engine(script).events(since: 1_795_281_342_000_000_007) { _ in } == .ended)
    #expect(script.urls.count == 4)
  }

  @Test func No_events_is_a_fault() async {
    let script = Script()
    await #expect(throws: EngineFault.self) { try await engine(script).events(since: nil) { _ in } }
  }

  @Test func A_stream_that_was_open_for_long_lapses() async throws {
    let engine = Engine(.socket("/run/docker.sock")) { request in
      if request.url.hasSuffix("/_ping") { return ClientResponse(status: .ok) }
      throw ClientError(.timeout, "too long", receivedBytes: true)
    }
    #expect(try await engine.events(since: nil) { _ in } == .lapsed)
  }
}

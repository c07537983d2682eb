import Chassis
import DNS
import HTTPServer
import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import NameService

@Suite struct RegistryAPITests {
  private let names = NameService(probe: HealthProbe { _, _ in true }, logger: .none)

  private func call(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "", query: String? = nil
  ) async throws -> (status: Int, text: String) {
    var router = Router()
    RegistryAPI(names, interval: .seconds(10)).add(to: &router)
    let request = Request(
      method: method, path: path, query: query,
      body: RequestBody(length: body.utf8.count, limit: 1 << 20, source: Whole(text: body)))
    let response: Response
    do {
      response = try await router.respond(to: request)
    } catch {
      response = HTTPError.response(for: error)
    }
    guard case .bytes(let bytes) = response.body else { return (response.status.code, "") }
    return (response.status.code, String(buffer: bytes))
  }

  /// A body that comes in one piece.
  private final class Whole: RequestBody.Source {
    private let text: Mutex<String?>

    init(text: String) { self.text = Mutex(text.isEmpty ? nil : text) }

    func nextChunk() async throws -> ByteBuffer? {
      text.withLock { $0.take() }.map { ByteBuffer(string: $0) }
    }
  }

  static let path = "/v1/services/weather/instances/weather-1"

  @Test func An_instance_is_put_shown_changed_and_deleted() async throws {
    let body = #"{"address": "127.0.1.3", "port": 4567, "tags": ["a"]}"#
    let created = try await call(.put, Self.path, body)
    #expect(created.status == 201)
    #expect(
      created.text
        == #"{"service":"weather","id":"weather-1","address":"127.0.1.3","port":4567,"priority":1,"weight":1,"#
        + #""tags":["a"],"health":"passing","origin":"api"}"#)
    #expect(try await call(.put, Self.path, body).status == 200)
    let registry = try await call(.get, "/v1/registry")
    #expect(registry.status == 200 && registry.text.contains(created.text))
    #expect(try await call(.delete, Self.path).status == 204)
    #expect(try await call(.delete, Self.path).status == 404)
    #expect(try await !call(.get, "/v1/registry").text.contains("weather"))
  }

  @Test func The_zones_are_shown_as_JSON_and_as_text() async throws {
    _ = try await call(.put, Self.path, #"{"address": "127.0.1.3", "port": 4567}"#)
    let text = try await call(.get, "/v1/zones", query: "format=text").text
    #expect(text.contains("weather.service.consul. 0 IN SRV 1 1 4567 7f000103.addr.dc1.consul.\n"))
    #expect(text.contains("weatherapp.ecs.internal. 60 IN CNAME internal-weather.elb.internal.\n"))
    let json = try await call(.get, "/v1/zones").text
    #expect(json.contains(#"{"name":"weather.weave.local.","ttl":1,"type":"A","data":"127.0.1.3"}"#))
    #expect(try await call(.get, "/v1/zones", query: "format=xml").status == 400)
  }

  @Test(arguments: [
    ("/v1/services/We/instances/a", #"{"address": "1.1.1.1", "port": 1}"#, "name of the service"),
    ("/v1/services/w/instances/a%20b", #"{"address": "1.1.1.1", "port": 1}"#, "id of the instance"),
    (path, "", "no JSON"), (path, "[]", "must be an object"), (path, #"{"port": 1}"#, "address is missing"),
    (path, #"{"address": "1.1.1.1", "port": 1, "check": {"http": "x"}}"#, "check.http"),
    (path, #"{"id": "other", "address": "1.1.1.1", "port": 1}"#, "id is unknown"),
  ])
  func What_is_wrong_is_named(path: String, body: String, part: String) async throws {
    let answer = try await call(.put, path, body)
    #expect(answer.status == 400 && answer.text.contains(part), "\(answer.text)")
    #expect(names.registry.snapshot.entries.isEmpty)
  }

  @Test func A_body_that_is_too_large_is_refused() async throws {
    let body = String(repeating: " ", count: 17_000)
    #expect(try await call(.put, Self.path, body).status == 413)
  }

  @Test func One_more_than_the_most_is_a_conflict() async throws {
    try names.registry.replace(.file, with: (1...Registry.mostInstances).map { .example("x", $0) })
    let answer = try await call(.put, Self.path, #"{"address": "1.1.1.1", "port": 1}"#)
    #expect(answer.status == 409 && answer.text.contains("1000 instances"))
  }
}

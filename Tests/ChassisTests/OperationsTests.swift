import Foundation
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@testable import Chassis

@Suite struct OperationsRoutesTests {
  private let state = ServiceState()

  private func router(_ checks: [ReadinessCheck] = [], _ settings: Settings = Settings(environment: [:])) throws
    -> Router
  {
    let information = ServiceInformation(
      service: "weather", version: "1.2.3", instance: InstanceIdentity(containerID: "c1", instanceID: "i1"),
      startedAt: Timestamp(milliseconds: 0), details: ["provider": "sample", "version": "not mine to set"],
      settings: settings, now: { Timestamp(milliseconds: 61_500) })
    var router = Router()
    OperationsRoutes(
      state: state, checks: checks, information: information,
      openAPI: try OpenAPIDocument.merged([#"{"openapi":"3.1.0"}"#], version: "1.2.3"),
      metrics: MetricsRegistry()
    ).add(to: &router)
    return router
  }

  private func get(_ path: String, from router: Router) async throws -> (status: Int, text: String) {
    let response = try await router.respond(to: Request(method: .get, path: path))
    guard case .bytes(let bytes) = response.body else { return (response.status.code, "") }
    return (response.status.code, String(buffer: bytes))
  }

  @Test func Metrics_are_in_the_text_format_of_Prometheus() async throws {
    let (status, text) = try await get("/metrics", from: router())
    #expect(status == 200)
    #expect(text.contains("# TYPE process_resident_memory_bytes gauge"))
  }

  @Test func Health_is_OK_from_the_first_moment_until_draining() async throws {
    let router = try router([ReadinessCheck(name: "provider") { "down" }])
    #expect(try await get("/health", from: router) == (200, #"{"status":"OK"}"#))
    state.enter(.serving)
    #expect(try await get("/health", from: router) == (200, #"{"status":"OK"}"#))
    state.enter(.draining)
    #expect(try await get("/health", from: router) == (503, #"{"status":"draining"}"#))
  }

  @Test func Ready_only_while_serving() async throws {
    let router = try router()
    #expect(try await get("/ready", from: router).status == 503)
    state.enter(.serving)
    #expect(try await get("/ready", from: router) == (200, #"{"status":"ready"}"#))
    state.enter(.draining)
    #expect(try await get("/ready", from: router).status == 503)
  }

  @Test func Draining_is_final() {
    state.enter(.draining)
    state.enter(.serving)
    #expect(state.phase == .draining)
  }

  @Test func A_failing_check_makes_it_unready_and_says_why() async throws {
    let router = try router([
      ReadinessCheck(name: "cache") { nil }, ReadinessCheck(name: "provider") { "refuses the key" },
    ])
    state.enter(.serving)
    #expect(
      try await get("/ready", from: router)
        == (503, #"{"status":"not ready","reasons":["provider: refuses the key"]}"#))
  }

  @Test func Info_tells_who_this_is_and_hides_secrets() async throws {
    let settings = Settings(environment: ["PORT": "80", "API_KEY": "s3cret"])
    _ = try settings.port("PORT", default: 1)
    _ = try settings.secret("API_KEY")
    _ = settings.string("INSTANCE_ID")
    let answer = try await get("/info", from: router([], settings))
    #expect(
      answer.text
        == #"{"configuration":{"API_KEY":"<hidden>","INSTANCE_ID":null,"PORT":"80"},"containerid":"c1","instanceid":"i1","#
        + #""provider":"sample","service":"weather","startedAt":"1970-01-01T00:00:00.000Z","uptimeSeconds":61,"#
        + #""version":"1.2.3"}"#)
  }

  @Test func No_cache_keeps_what_is_true_for_a_moment() async throws {
    for path in ["/health", "/ready", "/info"] {
      let response = try await router().respond(to: Request(method: .get, path: path))
      #expect(response.fields[.cacheControl] == "no-store")
    }
  }
}

@Suite struct OpenAPIDocumentTests {
  private func merged(_ parts: StaticString...) throws -> JSONValue {
    let bytes = try OpenAPIDocument.merged(parts, version: "1.2.3")
    return try JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
  }

  @Test func The_operations_routes_are_added_and_the_service_s_own_kept() throws {
    let document = try merged(
      #"{"openapi":"3.1.0","info":{"title":"Weather"},"paths":{"/weather/{city}":{"get":{}},"/health":{"get":{"summary":"mine"}}}}"#
    )
    for path in ["/weather/{city}", "/health", "/ready", "/info", "/openapi.json"] {
      #expect(document["paths"]?[path]?["get"] != nil)
    }
    #expect(document["paths"]?["/health"]?["get"]?["summary"] == .string("mine"))
    #expect(document["info"] == .object(["title": .string("Weather"), "version": .string("1.2.3")]))
  }

  @Test func Of_several_parts_the_earlier_one_wins() throws {
    let document = try merged(#"{"info":{"title":"a"}}"#, #"{"info":{"title":"b","description":"c"}}"#)
    #expect(document["info"]?["title"] == .string("a") && document["info"]?["description"] == .string("c"))
  }

  @Test func Every_reference_of_the_common_part_leads_somewhere() throws {
    let bytes = try OpenAPIDocument.merged(["{}"], version: "1")
    let text = String(buffer: bytes)
    let document = try merged("{}")
    for part in text.components(separatedBy: "\"$ref\":\"#/components/schemas/").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      #expect(document["components"]?["schemas"]?[name] != nil)
    }
  }

  @Test func A_document_that_is_no_JSON_ends_the_start() {
    #expect(throws: DecodingError.self) { try OpenAPIDocument.merged(["{"], version: "1") }
  }
}

@Suite struct JSONTests {
  private struct Sample: Encodable {
    var url = "https://a/b"
    var at = Date(timeIntervalSince1970: 0)
    var city = "Zürich"
  }

  @Test func Answers_are_unescaped_and_dated_in_ISO_8601() throws {
    let response = try Response.encoding(Sample(), status: .created)
    guard case .bytes(let bytes) = response.body else {
      Issue.record("no body")
      return
    }
    #expect(String(buffer: bytes) == #"{"url":"https://a/b","at":"1970-01-01T00:00:00Z","city":"Zürich"}"#)
    #expect(response.status == .created)
    #expect(response.fields[.contentType] == "application/json")
  }

  @Test(arguments: [
    "null", "true", "1", "-1.5", #""x""#, "[]", "{}", #"{"a":[1,null,{"b":false}]}"#, "9007199254740993",
  ])
  func Any_JSON_survives_reading_and_writing(text: String) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(String(buffer: try JSONText.encode(value)) == text)
  }
}

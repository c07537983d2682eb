import Chassis
import DNS
import Discovery
import FoundationEssentials
import HTTPServer
import HTTPTypes
import ServiceClient
import Testing

@testable import Portal

@Suite struct DiscoveryRoutesTests {
  private static let switched = ["PORTAL_STRATEGY_SWITCH": "true"]

  @Test func every_member_is_there_before_the_first_request() async throws {
    let document = try await document(.named("consul"))
    #expect(Set(document.members) == ["strategy", "strategies", "switchable", "control", "services"])
    #expect(document["strategy"] == "consul" && document["strategies"] == .array([]))
    #expect(document["switchable"] == .boolean(false) && document["control"] == .boolean(false))
    let services = document["services"]?.items ?? []
    #expect(services.map { $0["service"] } == ["stock-price", "weather", "twitch", "goodreads"])
    let weather = try #require(services.dropFirst().first)
    #expect(
      Set(weather.members) == [
        "service", "strategy", "question", "status", "age", "records", "lookup", "endpoints", "attempts",
      ])
    #expect(weather["status"] == "unresolved" && weather["age"] == .null && weather["endpoints"] == .array([]))
    #expect(
      weather["question"]
        == .object(["name": "weather.service.consul.", "type": "SRV", "server": .null, "transport": .null]))
    #expect(
      weather["lookup"]
        == .object([
          "queries": .integer(0), "failures": .integer(0), "lastError": .null, "lastDurationMs": .null,
          "nextRefresh": weather["lookup"]?["nextRefresh"] ?? .boolean(false),
        ]))
    #expect(weather["attempts"].map { Set($0.members) } == ["requests", "retries", "budgetLeft", "hedges"])
  }

  @Test func what_was_asked_and_answered_and_done_is_told() async throws {
    let dns = ScriptedDNS(addresses: ["weather.workshop.local.": .v4(0x0A09_0909)])
    let discovery = try DiscoverySwitch(.named("cloudmap"), dns: dns) { _ in .text("x") }
    _ = try await discovery.call(.weather, ServiceRequest(target: "/"), deadline: nil)
    let weather = try #require(try await document(discovery)["services"]?.items.dropFirst().first)
    #expect(weather["status"] == "fresh")
    #expect(weather["question"]?["server"] == "127.0.0.1:5300" && weather["question"]?["transport"] == "udp")
    let record = try #require(weather["records"]?.items.first)
    #expect(Set(record.members) == ["name", "type", "ttl", "ttlLeft", "data"])
    #expect(record["ttl"] == .integer(60) && record["data"] == "10.9.9.9" && record["type"] == "A")
    let endpoint = try #require(weather["endpoints"]?.items.first)
    #expect(
      Set(endpoint.members) == [
        "address", "id", "priority", "weight", "state", "inFlight", "latencyMs", "requests", "failures", "lastError",
        "lastUsed", "ejectedFor",
      ])
    #expect(endpoint["address"] == "10.9.9.9:4567" && endpoint["state"] == "available" && endpoint["id"] == .null)
    #expect(endpoint["requests"] == .integer(1) && endpoint["lastError"] == .null && endpoint["ejectedFor"] == .null)
    guard case .string(let used)? = endpoint["lastUsed"] else {
      Issue.record("lastUsed is no text")
      return
    }
    let date = try Date(used, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    #expect(abs(date.timeIntervalSinceNow) < 600)
    discovery.stop()
  }

  @Test func list_has_no_question_and_is_static() async throws {
    let discovery = try DiscoverySwitch(.portal()) { _ in .text("x") }
    _ = try await discovery.call(.stockPrice, ServiceRequest(target: "/"), deadline: nil)
    let stock = try #require(try await document(discovery)["services"]?.items.first)
    #expect(stock["question"] == .null && stock["status"] == "static" && stock["endpoints"]?.items.count == 2)
  }

  @Test func strategy_is_changed_by_an_order_of_the_page() async throws {
    let discovery = try DiscoverySwitch(.portal(Self.switched)) { _ in .text("x") }
    let answer = try await respond(order("/discovery/strategy", #"{"strategy":"weave"}"#), discovery)
    let document = try decode(answer)
    #expect(answer.status == .ok && document["strategy"] == "weave" && document["switchable"] == .boolean(true))
    #expect(document["strategies"] == .array(["route53", "consul", "cloudmap", "weave", "static"]))
    #expect(discovery.strategy == .weave)
    discovery.stop()
  }

  @Test func there_is_nothing_to_change_unless_configured() async throws {
    let discovery = try DiscoverySwitch(.portal()) { _ in .text("x") }
    let answer = try await respond(order("/discovery/strategy", #"{"strategy":"weave"}"#), discovery)
    #expect(answer.status == .notFound)
  }

  @Test(arguments: [
    "", "{}", "[]", "null", "x", #"{"strategy":1}"#, #"{"strategy":"dns"}"#, #"{"strategy":"consul-api"}"#,
    #"{"strategy":"consul"}"# + String(repeating: "}", count: 100), #"{"strategy":"\u0000"}"#,
  ])
  func other_orders_are_refused_and_the_allowed_ones_named(body: String) async throws {
    let discovery = try DiscoverySwitch(.portal(Self.switched)) { _ in .text("x") }
    let answer = try await respond(order("/discovery/strategy", body), discovery)
    #expect(answer.status == .badRequest && answer.text.contains("route53, consul, cloudmap, weave, static"))
    #expect(discovery.strategy == .static)
  }

  @Test func long_order_is_refused() async throws {
    let discovery = try DiscoverySwitch(.portal(Self.switched)) { _ in .text("x") }
    let answer = try await respond(order("/discovery/strategy", String(repeating: " ", count: 2000)), discovery)
    #expect(answer.status == .contentTooLarge)
  }

  @Test func order_of_another_sites_page_is_refused() async throws {
    let discovery = try DiscoverySwitch(.portal(Self.switched)) { _ in .text("x") }
    let request = order("/discovery/strategy", #"{"strategy":"weave"}"#, origin: "http://evil.example")
    #expect(try await respond(request, discovery).status == .forbidden && discovery.strategy == .static)
  }

  private func document(_ settings: Settings) async throws -> JSONValue {
    try await document(DiscoverySwitch(settings) { _ in .text("x") })
  }

  private func document(_ discovery: DiscoverySwitch) async throws -> JSONValue {
    let answer = try await respond(Request(method: .get, path: "/discovery"), discovery)
    #expect(answer.status == .ok && answer.fields[.cacheControl] == "no-store")
    return try decode(answer)
  }

  private func decode(_ answer: Response) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(answer.text.utf8))
  }

  private func respond(_ request: Request, _ discovery: DiscoverySwitch) async throws -> Response {
    var router = Router()
    DiscoveryRoutes(discovery: discovery, hasControl: false).add(to: &router)
    do {
      return try await router.respond(to: request)
    } catch {
      return HTTPError.response(for: error)
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  var members: [String] { if case .object(let members) = self { Array(members.keys) } else { [] } }

  var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}

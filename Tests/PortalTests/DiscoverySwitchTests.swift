import Chassis
import DNS
import Discovery
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import ServiceClient
import Synchronization
import Testing

@testable import Portal

@Suite struct DiscoverySwitchTests {
  private static let switched = Settings.portal(["PORTAL_STRATEGY_SWITCH": "true", "WEATHER_SERVICE": "10.0.0.1:80"])

  @Test func calls_go_by_the_new_strategy_from_then_on() async throws {
    let discovery = try DiscoverySwitch(Self.switched, dns: Self.cloud) { .text($0.url) }
    #expect(try await url(discovery) == "http://10.0.0.1:80/weather/Oslo")
    #expect(discovery.change(to: .cloudmap) && discovery.strategy == .cloudmap)
    #expect(try await url(discovery) == "http://10.9.9.9:4567/weather/Oslo")
    #expect(discovery.report().map(\.strategy) == Array(repeating: "cloudmap", count: 4))
    discovery.stop()
  }

  @Test func calls_in_flight_end_on_the_old_one() async throws {
    let gate = AsyncStream<Void>.makeStream()
    let began = AsyncStream<Void>.makeStream()
    let discovery = try DiscoverySwitch(Self.switched, dns: Self.cloud) { request in
      began.continuation.yield()
      if request.url.contains("10.0.0.1") { for await _ in gate.stream { break } }
      return .text(request.url)
    }
    async let old = url(discovery)
    for await _ in began.stream { break }
    #expect(discovery.change(to: .cloudmap))
    #expect(try await url(discovery).contains("10.9.9.9"))
    gate.continuation.yield()
    #expect(try await old == "http://10.0.0.1:80/weather/Oslo")
    discovery.stop()
  }

  @Test func strategy_that_is_not_offered_changes_nothing() throws {
    let discovery = try DiscoverySwitch(.portal()) { _ in .text("x") }
    #expect(!discovery.change(to: .consul) && discovery.strategy == .static)
  }

  @Test func portal_is_ready_once_an_instance_of_any_backend_is_known() async throws {
    let gone = try DiscoverySwitch(.named("cloudmap")) { _ in .text("x") }
    #expect(!gone.isReady)
    let there = try DiscoverySwitch(.named("cloudmap"), dns: Self.cloud) { _ in .text("x") }
    for _ in 0..<100_000 where !there.isReady { await Task.yield() }
    #expect(there.isReady)
    gone.stop()
    there.stop()
  }

  @Test func consul_agent_is_asked_with_its_token() async throws {
    let asked = Mutex<[ClientRequest]>([])
    let settings = Settings.named("consul-api", ["CONSUL_HTTP_TOKEN": "t0k3n", "DISCOVERY_CONSUL_HTTP": "10.0.0.3"])
    let discovery = try DiscoverySwitch(settings) { request in
      guard request.url.hasPrefix("http://10.0.0.3:8500/") else { return .text(request.url) }
      asked.withLock { $0.append(request) }
      // A watch that nothing happens to.
      if request.url.contains("index=") { try await Task.sleep(for: .seconds(100)) }
      let entry = #"[{"Service":{"ID":"w1","Address":"10.0.0.4","Port":4567},"Node":{"Address":"10.0.0.4"}}]"#
      return .text(entry, fields: [HTTPField.Name("X-Consul-Index")!: "7"])
    }
    #expect(try await url(discovery) == "http://10.0.0.4:4567/weather/Oslo")
    let first = try #require(asked.withLock { $0.first })
    #expect(first.url.hasPrefix("http://10.0.0.3:8500/v1/health/service/weather"))
    #expect(first.fields[HTTPField.Name("X-Consul-Token")!] == "t0k3n")
    discovery.stop()
  }

  private static let cloud = ScriptedDNS(addresses: ["weather.workshop.local.": .v4(0x0A09_0909)])

  private func url(_ discovery: DiscoverySwitch) async throws -> String {
    let answer = try await discovery.call(.weather, ServiceRequest(target: "/weather/Oslo"), deadline: nil)
    return String(buffer: answer.response.body)
  }
}

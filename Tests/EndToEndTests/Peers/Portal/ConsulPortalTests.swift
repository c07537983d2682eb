import Foundation
import Testing

@testable import Demo

/// Services that register themselves with a real Consul agent, on ports that nobody chose, and a portal that knows
/// nothing but where the agent is.
@Suite(.serialized, .enabled(if: TestTool.consul.isPresent, TestTool.consul.absence))
struct ConsulPortalTests {
  private static let strategies = ["consul", "consul-api"]
  private static let three: Set<String> = ["weather-1", "weather-2", "weather-3"]

  @Test(arguments: strategies)
  func All_four_routes_answer_and_every_instance_is_used(strategy: String) async throws {
    let agent = try await ConsulAgent.start()
    // The portal comes first: those who start together need not start in order.
    let portal = try await portal(strategy, agent)
    let weather = try Self.three.map { try instance($0, agent) }
    let others = try Backend.all.filter { $0.name != "weather" }.map { try instance("\($0.name)-1", agent) }
    for backend in Backend.all {
      try await portal.answers(backend.path, by: backend.name == "weather" ? Self.three : ["\(backend.name)-1"])
    }
    var addresses: Set<String> = []
    for program in weather { addresses.insert(try await program.address) }
    let seen = try await portal.service("weather")
    #expect(Set(seen.endpoints.keys) == addresses && addresses.count == 3)
    #expect(
      seen.question == (strategy == "consul" ? "SRV weather.service.consul." : "GET /v1/health/service/weather?passing")
    )
    for program in weather + others + [portal.program] { await program.end() }
    await agent.kill()
  }

  @Test(arguments: strategies)
  func A_stop_costs_no_request_and_no_second_attempt(strategy: String) async throws {
    try await withThree(strategy) { agent, portal, instances, load in
      let name = try #require(load.latestInstance)
      let program = try #require(instances[name])
      let address = try await program.address
      program.signal(SIGTERM)
      try await portal.weather(is: "without it") { $0.endpoints[address] == nil }
      try await load.isLeftAlone(name)
      #expect(await program.child.exitStatus == .exited(code: 0))
      try await load.answers(100)
      // Nobody went to it in vain: it was left alone because it left, not because it had gone.
      #expect(try await portal.service("weather").retries == 0)
    }
  }

  @Test(arguments: strategies)
  func A_killed_instance_costs_no_request(strategy: String) async throws {
    try await withThree(strategy) { agent, portal, instances, load in
      let name = try #require(load.latestInstance)
      let program = try #require(instances[name])
      let address = try await program.address
      program.signal(SIGKILL)
      try await load.isLeftAlone(name)
      // Until the agent has noticed, and longer.
      try await portal.weather(is: "without it") { $0.endpoints[address] == nil }
      try await load.answers(100)
    }
  }

  @Test(arguments: strategies)
  func A_new_instance_is_used_once_it_passes(strategy: String) async throws {
    try await withThree(strategy) { agent, portal, _, load in
      let new = try instance("weather-4", agent, ["SERVICE_CHECK_INITIAL_STATUS": "critical", "DRAIN_DELAY": "0s"])
      try await load.isUsed("weather-4")
      #expect(try await agent.instances(of: "weather").filter { $0.status == "passing" }.count == 4)
      // It does not wait until the portal knows, and costs no request for that.
      await new.stop()
      try await load.isLeftAlone("weather-4")
    }
  }

  @Test(arguments: strategies)
  func An_agent_that_goes_and_comes_back_knowing_nobody_costs_no_request(strategy: String) async throws {
    try await withThree(strategy) { agent, portal, _, load in
      await agent.kill()
      try await portal.weather(is: "known from before") { $0.status == "stale" && $0.lastError != nil }
      try await load.answers(200)
      let second = try await agent.restarted()
      try await second.wait(for: "all to be registered again") {
        try await second.instances(of: "weather").count == 3 ? true : nil
      }
      try await portal.weather(is: "found again") { $0.status == "fresh" && $0.endpoints.count == 3 }
      try await load.answers(100)
      await second.kill()
    }
  }

  @Test(arguments: strategies)
  func An_instance_that_dies_while_the_agent_hangs_costs_no_request(strategy: String) async throws {
    try await withThree(strategy) { agent, portal, instances, load in
      try agent.freeze()
      if strategy == "consul" {
        try await portal.weather(is: "known from before") {
          $0.status == "stale" && $0.lastError?.contains("did not answer") == true
        }
      }
      let name = try #require(load.latestInstance)
      await instances[name]?.end()
      try await load.isLeftAlone(name)
      try await load.answers(100)
    }
  }

  /// Runs `body` beside an agent, three instances of weather by their names, and a portal under load that uses them. The
  /// patience that it has after its start would hide what fails.
  private func withThree(
    _ strategy: String,
    _ body: (ConsulAgent, DiscoveringPortal, [String: Program], SteadyLoad) async throws -> Void
  ) async throws {
    let agent = try await ConsulAgent.start()
    var instances: [String: Program] = [:]
    for name in Self.three { instances[name] = try instance(name, agent) }
    try await agent.wait(for: "all to be registered") {
      try await agent.instances(of: "weather").count == Self.three.count ? true : nil
    }
    let portal = try await portal(strategy, agent, ["PORTAL_START_PATIENCE": "0s"])
    try await portal.answers("/weather/Paris", by: Self.three)
    try await SteadyLoad.run(on: portal.url + "/weather/Paris") { load in
      try await body(agent, portal, instances, load)
    }
    for program in [portal.program] + instances.values { await program.end() }
    await agent.kill()
  }

  /// The service that `name` begins with. After it was told to stop, it serves on until the portal knows.
  private func instance(
    _ name: String, _ agent: ConsulAgent, _ settings: [String: String] = [:]
  ) throws -> Program {
    let common = [
      "INSTANCE_ID": name, "REGISTRATION": agent.url, "SERVICE_CHECK_INTERVAL": "1s", "DRAIN_DELAY": "5s",
    ]
    return try Program(String(name.dropLast(2)), [], common.merging(settings) { $1 })
  }

  private func portal(
    _ strategy: String, _ agent: ConsulAgent, _ settings: [String: String] = [:]
  ) async throws -> DiscoveringPortal {
    let common = [
      "DISCOVERY_STRATEGY": strategy, "DISCOVERY_DNS_SERVER": agent.dnsServer,
      "DISCOVERY_CONSUL_HTTP": "\(agent.address):8500",
    ]
    return try await .start(common.merging(settings) { $1 })
  }
}

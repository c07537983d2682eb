import Foundation
import Testing

@testable import Demo

/// What deploy/consul describes, run here: a real Consul with the arguments of its tasks, on machines that have run the
/// script of their first start, and our programs with the environment of theirs. Played are the machines' addresses, EC2's
/// answer to where the others are, the metadata of machines and tasks, and Docker's published ports.
@Suite(
  .serialized, .enabled(if: TestTool.consul.isPresent, TestTool.consul.absence),
  .enabled(if: ConsulStack.canBeRead, "there is no Python with its module yaml: scripts/install-test-tools fetches it"))
struct ConsulStackTests {
  @Test(arguments: ["Registration=self", "DiscoveryStrategy=consul-api", "Registration=registrator"])
  func All_four_routes_answer_by_ports_of_machines(setting: String) async throws {
    let parts = setting.split(separator: "=").map(String.init)
    try await PlayedConsulStack.run(servers: 1, [parts[0]: parts[1]]) { played in
      for backend in Backend.all {
        try await played.portal.answers(backend.path, by: PlayedConsulStack.names(backend))
        let addresses = try PlayedConsulStack.names(backend).map(played.published)
        let seen = try await played.portal.service(backend.name)
        #expect(Set(seen.endpoints.keys) == Set(addresses))
      }
    }
  }

  @Test func Three_servers_lose_their_leader_and_a_backend_and_no_request_fails() async throws {
    try await PlayedConsulStack.run(servers: 3) { played in
      try await played.portal.answers("/weather/Paris", by: PlayedConsulStack.names(.weather))
      try await SteadyLoad.run(on: played.portal.url + "/weather/Paris") { load in
        let lost = try await played.leader()
        try await played.loseConsul(lost)
        try await load.answers(100)
        let name = try #require(load.latestInstance)
        await played.instances[name]?.end()
        try await load.isLeftAlone(name)
        // Two of three still take registrations: a task that takes its place is found.
        try played.restart(name)
        try await load.isLatest(name)
        #expect(try await played.leader() != lost)
      }
      for backend in Backend.all {
        try await played.portal.answers(backend.path, by: PlayedConsulStack.names(backend))
      }
    }
  }

  @Test func The_only_server_is_replaced_by_one_that_knows_nothing_and_no_request_fails() async throws {
    try await PlayedConsulStack.run(servers: 1, spares: 1) { played in
      try await played.portal.answers("/weather/Paris", by: PlayedConsulStack.names(.weather))
      try await SteadyLoad.run(on: played.portal.url + "/weather/Paris") { load in
        try await played.loseConsul("i-server1")
        try await played.portal.weather(is: "known from before") { $0.status == "stale" && $0.lastError != nil }
        try await load.answers(100)
        // It is told of the agents, and they hear from it; what is registered with them they tell it by themselves.
        try played.startConsul("i-server2")
        for backend in Backend.all { try await played.registered(backend, 2) }
        try await played.portal.weather(is: "found again") { $0.status == "fresh" && $0.endpoints.count == 2 }
        try await load.answers(100)
      }
    }
  }

  @Test func An_agent_leaves_and_comes_back_with_its_services_and_no_request_fails() async throws {
    try await PlayedConsulStack.run(servers: 1) { played in
      try await played.portal.answers("/weather/Paris", by: PlayedConsulStack.names(.weather))
      try await SteadyLoad.run(on: played.portal.url + "/weather/Paris") { load in
        try await played.stopConsul("i-backend1")
        let state = try await played.memberState("i-backend1", seenBy: "i-portal1")
        #expect(state == .left)
        try await load.answers(100)
        try played.startConsul("i-backend1")
        for backend in Backend.all { try await played.registered(backend, 2) }
        try await eventually("it to be a member again", within: .seconds(60)) {
          try await played.memberState("i-backend1", seenBy: "i-portal1") == .alive
        }
        try await load.answers(100)
      }
    }
  }

  @Test func A_task_that_stops_costs_no_request_and_no_second_attempt() async throws {
    try await PlayedConsulStack.run(servers: 1) { played in
      try await played.portal.answers("/weather/Paris", by: PlayedConsulStack.names(.weather))
      try await SteadyLoad.run(on: played.portal.url + "/weather/Paris") { load in
        let name = try #require(load.latestInstance)
        let address = try played.published(name)
        let program = try #require(played.instances[name])
        program.signal(SIGTERM)
        try await played.portal.weather(is: "without it") { $0.endpoints[address] == nil }
        try await load.isLeftAlone(name)
        #expect(await program.child.exitStatus == .exited(code: 0))
        let seen = try await played.portal.service("weather")
        #expect(seen.retries == 0)
      }
    }
  }

  @Test func An_agent_does_for_containers_what_they_need_and_nothing_else() async throws {
    try await PlayedConsulStack.run(servers: 1) { played in
      for path in ["/v1/agent/services", "/v1/health/service/weather", "/v1/catalog/services", "/v1/status/leader"] {
        let status = try await played.ask("i-portal1", path).status
        #expect(status == 200, "\(path)")
      }
      let refused = [
        "/v1/kv/x", "/v1/operator/raft/configuration", "/v1/acl/tokens", "/v1/snapshot", "/v1/session/list",
        "/v1/agent/monitor", "/v1/event/list", "/v1/query", "/v1/config/service-defaults", "/v1/connect/ca/roots",
      ]
      for path in refused {
        let status = try await played.ask("i-portal1", path).status
        #expect(status == 403, "\(path)")
      }
    }
  }

  @Test func A_machine_says_what_it_is_to_ECS_and_to_Consul() async throws {
    try await PlayedConsulStack.run(servers: 1) { played in
      let settings = try played.machine("i-backend1").settings.split(separator: "\n")
      #expect(settings.contains(#"ECS_INSTANCE_ATTRIBUTES={"found-by-name.kind": "backend"}"#))
      #expect(settings.contains { $0.hasPrefix("ECS_CLUSTER=") })
      let nodes = try await played.ask("i-portal1", "/v1/catalog/nodes").text
      for id in ["i-server1", "i-portal1", "i-backend1", "i-backend2"] { #expect(nodes.contains("\"\(id)\"")) }
    }
  }
}

import Foundation
import Testing

@testable import Demo

/// Services that register themselves with a real Consul agent.
@Suite(
  .serialized, .enabled(if: TestTool.consul.isPresent, TestTool.consul.absence),
  .enabled(if: TestTool.dig.isPresent, TestTool.dig.absence))
struct RegistrationTests {
  private func weather(_ agent: String, _ settings: [String: String] = [:]) throws -> Program {
    let common = ["REGISTRATION": agent, "SERVICE_CHECK_INTERVAL": "1s"]
    return try Program("weather", [], common.merging(settings) { $1 })
  }

  private func registration(_ url: String) async throws -> [String: Any] {
    try #require(try await Web.get(url + "/info").json["registration"] as? [String: Any])
  }

  @Test func A_service_on_any_free_port_is_checked_and_found_by_DNS() async throws {
    let agent = try await ConsulAgent.start()
    let program = try weather(
      agent.url, ["SERVICE_CHECK_INITIAL_STATUS": "critical", "SERVICE_TAGS": "http", "SERVICE_REGION": "eu"])
    let url = try await program.url()
    let port = try #require(URL(string: url)?.port)
    let instance = try await program.wait(for: "a passing check") {
      try await agent.instances(of: "weather").first { $0.status == "passing" }
    }
    #expect(instance.address == "127.0.0.1" && instance.port == port)
    #expect(instance.tags == ["http"] && instance.meta["region"] == "eu")
    #expect(try await agent.servers(of: "weather").map(\.port) == [port])
    #expect(try await registration(url)["state"] as? String == "registered")
    #expect(try await registration(url)["id"] as? String == instance.id)
    #expect(try await Web.get(url + "/metrics").text.contains("service_registered 1.0"))
    await program.stop()
    await agent.kill()
  }

  @Test func Registrator_s_variables_of_the_original_sample_do_what_they_did() async throws {
    let agent = try await ConsulAgent.start()
    let address = ConsulAgent.freeAddress()
    let program = try Program(
      "stock-price", [],
      [
        "HOST": address, "PORT": "4567", "REGISTRATION": agent.url, "SERVICE_4567_NAME": "stock-price",
        "SERVICE_4567_CHECK_HTTP": "/health", "SERVICE_4567_CHECK_INTERVAL": "10s", "SERVICE_TAGS": "http",
      ])
    let instance = try await program.wait(for: "it to be registered") {
      try await agent.instances(of: "stock-price").first
    }
    #expect(instance.address == address && instance.port == 4567 && instance.tags == ["http"])
    await program.stop()
    await agent.kill()
  }

  @Test func A_stop_takes_the_service_out_while_it_still_answers() async throws {
    let agent = try await ConsulAgent.start()
    let program = try weather(agent.url, ["DRAIN_DELAY": "5s"])
    let url = try await program.url()
    try await program.wait(for: "it to be registered") { try await agent.instances(of: "weather").first }
    program.signal(SIGTERM)
    try await agent.wait(for: "it to be gone") { try await agent.instances(of: "weather").isEmpty ? true : nil }
    #expect(try await agent.servers(of: "weather") == [])
    #expect(try await Web.get(url + "/weather/Paris").status == 200)
    #expect(await program.child.exitStatus == .exited(code: 0))
    // Before anything else that shows that the service stops.
    let order = program.output.compactMap { line in
      ["deregistered", "stopping", "stopped"].first { line.contains("\"msg\":\"\($0)\"") }
    }
    #expect(order == ["deregistered", "stopping", "stopped"])
    await agent.kill()
  }

  @Test func An_agent_that_comes_back_without_its_state_has_the_service_again() async throws {
    let first = try await ConsulAgent.start()
    let program = try weather(first.url)
    let before = try await program.wait(for: "it to be registered") { try await first.instances(of: "weather").first }
    let second = try await first.restarted()
    let after = try await program.wait(for: "it to be registered again") {
      try await second.instances(of: "weather").first
    }
    #expect(after.id == before.id && after.status == "passing")
    await program.stop()
    await second.kill()
  }

  @Test func A_service_whose_agent_is_down_serves_and_registers_later() async throws {
    let address = ConsulAgent.freeAddress()
    let program = try weather("consul://\(address)")
    let url = try await program.url()
    #expect(try await Web.get(url + "/ready").status == 200)
    #expect(try await Web.get(url + "/weather/Paris").status == 200)
    try await program.wait(for: "a reason") { try await registration(url)["lastError"] as? String }
    #expect(try await registration(url)["state"] as? String == "unregistered")
    let agent = try await ConsulAgent.start(at: address)
    try await program.wait(for: "it to be registered") { try await agent.instances(of: "weather").first }
    // One line for all tries.
    #expect(program.output.count { $0.contains("the registration fails") } == 1)
    await program.stop()
    #expect(try await agent.instances(of: "weather") == [])
    await agent.kill()
  }

  @Test func An_agent_that_hangs_does_not_hold_up_a_stop() async throws {
    let agent = try await ConsulAgent.start()
    let program = try weather(agent.url, ["DRAIN_TIMEOUT": "0s"])
    try await program.wait(for: "it to be registered") { try await agent.instances(of: "weather").first }
    try agent.freeze()
    #expect(await program.stop() == .exited(code: 0))
    #expect(program.output.contains { $0.contains("could not deregister") })
    await agent.kill()
  }

  @Test func Two_instances_on_one_machine_stand_beside_each_other_and_a_killed_one_leaves_DNS() async throws {
    let agent = try await ConsulAgent.start()
    let (staying, dying) = (try weather(agent.url), try weather(agent.url))
    let ports = [try await staying.url(), try await dying.url()].compactMap { URL(string: $0)?.port }
    try await agent.wait(for: "both to be found") {
      try await Set(agent.servers(of: "weather").map(\.port)) == Set(ports) ? true : nil
    }
    #expect(try await Set(agent.instances(of: "weather").map(\.id)).count == 2)
    dying.signal(SIGKILL)
    try await agent.wait(for: "the dead one to leave") {
      try await agent.servers(of: "weather").map(\.port) == [ports[0]] ? true : nil
    }
    let dead = try await agent.instances(of: "weather").first { $0.port == ports[1] }
    #expect(dead?.status == "critical")
    await staying.stop()
    await agent.kill()
  }

  @Test func A_check_with_a_time_to_live_passes_as_long_as_the_service_runs() async throws {
    let agent = try await ConsulAgent.start()
    let program = try weather(
      agent.url, ["SERVICE_CHECK_TTL": "3s", "SERVICE_CHECK_INITIAL_STATUS": "critical"])
    try await agent.wait(for: "a heartbeat") {
      try await agent.instances(of: "weather").first { $0.status == "passing" }
    }
    program.signal(SIGSTOP)
    try await agent.wait(for: "the check to fail") {
      try await agent.instances(of: "weather").first { $0.status == "critical" }
    }
    program.signal(SIGCONT)
    await program.stop()
    await agent.kill()
  }

  @Test func A_token_opens_what_the_agent_guards_and_a_wrong_one_is_told_without_showing_it() async throws {
    let token = UUID().uuidString
    let agent = try await ConsulAgent.start(
      configuration: [#"acl { enabled = true, default_policy = "deny", tokens { master = "\#(token)" } }"#],
      token: token)
    let wrong = UUID().uuidString
    let refused = try weather(agent.url, ["CONSUL_HTTP_TOKEN": wrong])
    let url = try await refused.url()
    let error = try await refused.wait(for: "a reason") { try await registration(url)["lastError"] as? String }
    #expect(error.contains("403"))
    #expect(try await Web.get(url + "/weather/Paris").status == 200)
    #expect(try await !Web.get(url + "/info").text.contains(wrong))
    await refused.stop()
    #expect(!(refused.output + refused.errors).joined().contains(wrong))

    let program = try weather(agent.url, ["CONSUL_HTTP_TOKEN": token])
    try await program.wait(for: "it to be registered") { try await agent.instances(of: "weather").first }
    await program.stop()
    #expect(try await agent.instances(of: "weather") == [])
    #expect(!(program.output + program.errors).joined().contains(token))
    await agent.kill()
  }

  @Test func A_wrong_variable_ends_the_start_with_one_line() async throws {
    let program = try weather("consul://127.0.0.1", ["SERVICE_NAME": "stock_price"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.count == 1)
    #expect(program.errors[0].hasPrefix(#"weather: SERVICE_NAME is "stock_price": it must be a DNS label"#))
  }
}

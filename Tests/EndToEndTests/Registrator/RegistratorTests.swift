import Foundation
import Testing

@testable import Demo

/// The registrator as a process, between an engine that tells what the test wants and a real Consul agent.
@Suite(
  .serialized, .enabled(if: TestTool.consul.isPresent, TestTool.consul.absence),
  .enabled(if: TestTool.dig.isPresent, TestTool.dig.absence))
struct RegistratorTests {
  private static let original = [
    "SERVICE_4567_NAME=stock-price", "SERVICE_4567_CHECK_HTTP=/health", "SERVICE_4567_CHECK_INTERVAL=1s",
    "SERVICE_TAGS=http",
  ]

  private func registrator(
    _ engine: ScriptedEngine, _ agent: ConsulAgent, _ settings: [String: String] = [:]
  ) throws -> Program {
    let own = ["DOCKER_HOST": engine.url, "REGISTRATOR_CONSUL": agent.url, "REGISTRATOR_RESYNC": "1s"]
    return try Program("registrator", [], own.merging(settings) { $1 })
  }

  private func container(
    _ id: String = "c1", port: Int = 40_001, _ environment: [String] = ["SERVICE_NAME=stock-price"]
  ) -> ScriptedEngine.Container {
    .init(id: id, name: "ecs-\(id)", port: port, environment: environment)
  }

  private func wait(for count: Int, _ agent: ConsulAgent, _ program: Program) async throws -> [ConsulAgent.Instance] {
    try await program.wait(for: "\(count) instances") {
      let instances = try await agent.instances(of: "stock-price")
      return instances.count == count ? instances : nil
    }
  }

  @Test(arguments: [ScriptedEngine.Kind.docker, .podman])
  func The_original_task_definition_is_registered_checked_and_gone_when_it_stops(kind: ScriptedEngine.Kind) async throws
  {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start(kind)
    let service = try Program("weather")
    let port = try #require(URL(string: try await service.url())?.port)
    let program = try registrator(engine, agent, ["REGISTRATOR_RESYNC": "1h"])
    try await program.wait(for: "the stream of events") { engine.streamCount > 0 ? true : nil }
    engine.run(container(port: port, Self.original))
    let instance = try await program.wait(for: "a passing check") {
      try await agent.instances(of: "stock-price").first { $0.status == "passing" }
    }
    #expect(instance.id == "engine-host:ecs-c1:4567")
    #expect(instance.address == "127.0.0.1" && instance.port == port && instance.tags == ["http"])
    #expect(instance.meta["check_http"] == "/health" && instance.meta["registrator-host"] == "engine-host")
    #expect(try await agent.servers(of: "stock-price").map(\.port) == [port])
    engine.askToStop("c1")
    if kind == .podman { engine.end("c1") }
    _ = try await wait(for: 0, agent, program)
    // Docker has only asked it to stop: it still answers those who were sent there before.
    #expect(try await Web.get("http://127.0.0.1:\(port)/health").status == 200)
    #expect(try await agent.servers(of: "stock-price") == [])
    await program.stop()
    await service.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func What_happens_while_the_stream_of_events_is_broken_is_found() async throws {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start()
    engine.run(container())
    let program = try registrator(engine, agent, ["REGISTRATOR_RESYNC": "1h"])
    _ = try await wait(for: 1, agent, program)
    engine.run(container("c2", port: 40_002))
    _ = try await wait(for: 2, agent, program)
    engine.run(container("c3", port: 40_003), tells: false)
    engine.end("c1", tells: false)
    engine.closeStreams()
    let ports = try await program.wait(for: "the change") {
      let ports = try await agent.instances(of: "stock-price").map(\.port).sorted()
      return ports == [40_002, 40_003] ? ports : nil
    }
    #expect(ports.count == 2)
    #expect(engine.paths.contains { $0.contains("/events?") && $0.contains("since=1795281342.") })
    await program.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func An_engine_that_comes_late_and_goes_away_for_a_while_costs_no_registration() async throws {
    let agent = try await ConsulAgent.start()
    let engine = ScriptedEngine(.docker)
    engine.run(container())
    let program = try registrator(engine, agent)
    let url = try await program.url()
    #expect(try await Web.get(url + "/ready").status == 503)
    try await engine.listen()
    _ = try await wait(for: 1, agent, program)
    try await program.wait(for: "it to be ready") { try await Web.get(url + "/ready").status == 200 ? true : nil }
    try await engine.stop()
    try await program.wait(for: "the loss to be noticed") {
      try await Web.get(url + "/ready").status == 503 ? true : nil
    }
    #expect(try await agent.instances(of: "stock-price").count == 1)
    engine.run(container("c2", port: 40_002), tells: false)
    try await engine.listen()
    _ = try await wait(for: 2, agent, program)
    await program.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func An_agent_that_restarts_without_memory_gets_everything_again() async throws {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start()
    engine.run(container())
    let program = try registrator(engine, agent)
    _ = try await wait(for: 1, agent, program)
    let second = try await agent.restarted()
    _ = try await wait(for: 1, second, program)
    await program.stop()
    await second.kill()
    try await engine.stop()
  }

  @Test func What_is_registered_is_not_registered_again_and_a_stop_leaves_it() async throws {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start()
    engine.run(container())
    let first = try registrator(engine, agent)
    _ = try await wait(for: 1, agent, first)
    let lists = engine.paths.count { $0.contains("/containers/json") }
    try await first.wait(for: "three rounds") {
      engine.paths.count { $0.contains("/containers/json") } >= lists + 3 ? true : nil
    }
    #expect(first.output.count { $0.contains(#""msg":"registered""#) } == 1)
    #expect(await first.stop() == .exited(code: 0))
    #expect(try await agent.instances(of: "stock-price").count == 1)
    let asked = engine.paths.count
    let second = try registrator(engine, agent)
    try await second.wait(for: "a round") {
      engine.paths.dropFirst(asked).count { $0.hasSuffix("/containers/c1/json") } >= 2 ? true : nil
    }
    #expect(second.output.count { $0.contains(#""msg":"registered""#) } == 0)
    #expect(try await agent.instances(of: "stock-price").count == 1)
    await second.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func Ghosts_go_at_the_start_and_what_others_registered_stays() async throws {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start()
    engine.run(container())
    engine.run(container("c2", port: 40_002))
    let first = try registrator(engine, agent)
    _ = try await wait(for: 2, agent, first)
    await first.end()
    engine.remove("c2")
    let other = try Program("weather", [], ["REGISTRATION": agent.url, "SERVICE_ID": "engine-host:other:4567"])
    try await other.wait(for: "it to be registered") { try await agent.instances(of: "weather").first }
    let second = try registrator(engine, agent)
    let left = try await wait(for: 1, agent, second)
    #expect(left.map(\.id) == ["engine-host:ecs-c1:4567"])
    #expect(try await agent.instances(of: "weather").map(\.id) == ["engine-host:other:4567"])
    await second.stop()
    await other.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func All_kinds_of_checks_are_such_as_Consul_takes() async throws {
    let agent = try await ConsulAgent.start()
    let engine = try await ScriptedEngine.start()
    let checks = [
      ["SERVICE_CHECK_HTTP=/h", "SERVICE_CHECK_HTTP_METHOD=HEAD", "SERVICE_CHECK_TIMEOUT=2s"],
      ["SERVICE_CHECK_HTTPS=/h", "SERVICE_CHECK_TLS_SKIP_VERIFY=1"], ["SERVICE_CHECK_TTL=1m"],
      ["SERVICE_CHECK_TCP=1", "SERVICE_CHECK_INITIAL_STATUS=warning"], ["SERVICE_CHECK_DEREGISTER_AFTER=2m"],
      ["SERVICE_CHECK_GRPC=1", "SERVICE_CHECK_GRPC_USE_TLS=1", "SERVICE_CHECK_DEREGISTER_AFTER=2m"],
    ]
    for (index, check) in checks.enumerated() {
      engine.run(container("c\(index)", port: 40_000 + index, ["SERVICE_NAME=stock-price"] + check))
    }
    engine.run(container("c9", ["SERVICE_NAME=stock-price", "SERVICE_CHECK_SCRIPT=true"]))
    let program = try registrator(engine, agent)
    _ = try await wait(for: checks.count, agent, program)
    #expect(program.output.contains { $0.contains("SERVICE_CHECK_SCRIPT is set") && $0.contains("ecs-c9") })
    #expect(!program.output.contains { $0.contains("Consul refuses") })
    await program.stop()
    await agent.kill()
    try await engine.stop()
  }

  @Test func Its_health_can_be_asked_by_the_program_itself() async throws {
    let engine = ScriptedEngine(.docker)
    let port = try #require(LoopbackPorts.anyFree("127.0.0.1"))
    let settings = ["DOCKER_HOST": engine.url, "PORT": String(port)]
    let program = try Program("registrator", [], settings)
    _ = try await program.url()
    #expect(try await Program("registrator", ["healthcheck"], settings).child.exitStatus == .exited(code: 0))
    await program.stop()
    #expect(try await Program("registrator", ["healthcheck"], settings).child.exitStatus == .exited(code: 1))
  }

  @Test func A_wrong_setting_ends_the_start_with_one_line() async throws {
    let program = try Program("registrator", [], ["DOCKER_HOST": "ssh://elsewhere"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.count == 1)
    #expect(program.errors[0].hasPrefix(#"registrator: DOCKER_HOST is "ssh://elsewhere": it must be unix:///path"#))
  }
}

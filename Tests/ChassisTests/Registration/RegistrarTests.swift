import HTTPClient
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Chassis

/// A Consul agent in memory: answers as told, and keeps what it was asked.
private final class ScriptedAgent: Sendable {
  struct State {
    var services: Set<String> = []
    var requests: [String] = []
    var tokens: [String?] = []
    var fault: Fault?
  }

  enum Fault: Sendable {
    case down
    case status(Int, String)
  }

  let state = Mutex(State())

  var requests: [String] { state.withLock(\.requests) }

  func set(_ fault: Fault?) { state.withLock { $0.fault = fault } }

  func respond(to request: ClientRequest) throws -> ClientResponse {
    try state.withLock { state in
      let path = String(request.url.dropFirst("http://127.0.0.1:8500/v1/agent".count))
      state.requests.append("\(request.method.rawValue) \(path)")
      state.tokens.append(request.fields[.init("X-Consul-Token") ?? .authorization])
      switch state.fault {
      case .down: throw ClientError(.connectFailed, "127.0.0.1:8500: refused")
      case .status(let code, let text):
        return ClientResponse(status: .init(code: code), body: ByteBuffer(string: text))
      case nil: break
      }
      if path == "/service/register" { state.services.insert("host:c1:4567") }
      let isKnown = state.services.contains("host:c1:4567")
      if path.hasPrefix("/service/deregister/") { state.services = [] }
      return ClientResponse(status: isKnown ? .ok : .notFound)
    }
  }
}

@Suite struct RegistrarTests {
  private let agent = ScriptedAgent()
  private let time = ManualTime()
  private let log = RecordedLines()

  private func registrar(
    _ environment: [String: String] = [:], network: @escaping Registrar.FindNetwork = { nil }
  ) throws -> (Registrar, AsyncStream<HostPort>.Continuation) {
    let settings = Settings(environment: environment.merging(["REGISTRATION": "consul://127.0.0.1"]) { $1 })
    let registration = try #require(try RegistrationSettings(settings, name: "weather", port: 4567))
    let (listening, bound) = AsyncStream.makeStream(of: HostPort.self)
    let registrar = Registrar(
      settings: registration, hostname: "host", containerID: "c1",
      agent: ConsulAgent(registration.agent, token: registration.token) { [agent] in try agent.respond(to: $0) },
      status: RegistrationStatus(name: registration.service.name, factory: MetricsRegistry()), listening: listening,
      findNetwork: network, logger: log.logger, time: time.source, random: RandomSource { .max / 2 })
    return (registrar, bound)
  }

  /// Runs it until `body` returns, and then stops it as SIGTERM does.
  private func run(_ registrar: Registrar, _ body: () async throws -> Void) async throws {
    var quiet = Logger(label: "group")
    quiet.logLevel = .critical
    let group = ServiceGroup(configuration: .init(services: [registrar], logger: quiet))
    async let running: Void = group.run()
    try await body()
    await group.triggerGracefulShutdown()
    try await running
  }

  @Test func It_waits_until_the_service_listens() async throws {
    let (registrar, bound) = try registrar()
    try await run(registrar) {
      #expect(agent.requests == [])
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
      #expect(agent.requests == ["PUT /service/register"])
      #expect(registrar.status.document["state"] == .string("registered"))
    }
  }

  @Test func A_service_that_never_listened_has_nothing_to_undo() async throws {
    let (registrar, _) = try registrar()
    try await run(registrar) {}
    #expect(agent.requests == [])
  }

  @Test func It_deregisters_on_a_stop() async throws {
    let (registrar, bound) = try registrar()
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
    }
    #expect(agent.requests == ["PUT /service/register", "PUT /service/deregister/host%3Ac1%3A4567"])
    #expect(registrar.status.document["state"] == .string("unregistered"))
    #expect(log.messages == ["registered", "deregistered"])
  }

  @Test func It_deregisters_also_where_everything_is_cancelled() async throws {
    let (registrar, bound) = try registrar()
    let running = Task { try await registrar.run() }
    bound.yield(HostPort(host: "0.0.0.0", port: 4567))
    await time.sleepers(atLeast: 1)
    running.cancel()
    try await running.value
    #expect(agent.requests.last == "PUT /service/deregister/host%3Ac1%3A4567")
  }

  @Test func It_deregisters_where_the_last_try_had_no_answer() async throws {
    let (registrar, bound) = try registrar()
    agent.set(.down)
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
    }
    #expect(agent.requests.last == "PUT /service/deregister/host%3Ac1%3A4567")
    #expect(log.messages.last?.hasPrefix("could not deregister") == true)
  }

  @Test func An_agent_that_lost_it_is_told_again() async throws {
    let (registrar, bound) = try registrar()
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
      agent.state.withLock { $0.services = [] }
      await time.advanceToNextWake()
      await time.sleepers(atLeast: 1)
      #expect(
        agent.requests == ["PUT /service/register", "GET /service/host%3Ac1%3A4567", "PUT /service/register"])
    }
    #expect(log.messages.count == 4)
  }

  @Test func An_agent_that_is_down_for_long_costs_one_line() async throws {
    let (registrar, bound) = try registrar()
    agent.set(.down)
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      for _ in 0..<20 { await time.advanceToNextWake() }
      await time.sleepers(atLeast: 1)
      #expect(agent.requests.count == 21)
      #expect(log.messages == ["the registration fails; trying again"])
      #expect(registrar.status.document["lastError"] == .string("connectFailed: 127.0.0.1:8500: refused"))
      agent.set(nil)
      await time.advanceToNextWake()
      await time.sleepers(atLeast: 1)
      #expect(log.messages.last == "registered")
      #expect(registrar.status.document["lastError"] == .null)
    }
  }

  @Test func The_token_is_sent_and_hidden_even_where_the_agent_repeats_it() async throws {
    let (registrar, bound) = try registrar(["CONSUL_HTTP_TOKEN": "geheim"])
    agent.set(.status(403, "ACL not found\nfor geheim"))
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
      #expect(agent.state.withLock(\.tokens) == ["geheim"])
      #expect(
        registrar.status.document["lastError"]
          == .string("the Consul agent answered 403: ACL not found for <hidden>"))
    }
    #expect(!log.text.contains("geheim"))
  }

  @Test func A_time_to_live_is_kept_alive() async throws {
    let (registrar, bound) = try registrar(["SERVICE_CHECK_TTL": "15s"])
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      for _ in 0..<2 { await time.advanceToNextWake() }
      await time.sleepers(atLeast: 1)
      #expect(
        Array(agent.requests.dropFirst()) == Array(repeating: "PUT /check/pass/service:host%3Ac1%3A4567", count: 2))
    }
  }

  @Test func An_ECS_agent_that_does_not_answer_is_asked_again_before_anything_is_registered() async throws {
    let fails = Atomic(true)
    let (registrar, bound) = try registrar {
      if fails.load(ordering: .relaxed) { throw RegistrationFault(message: "the ECS agent did not tell") }
      return ContainerNetwork(mode: "bridge", hostPorts: [4567: 32_768])
    }
    try await run(registrar) {
      bound.yield(HostPort(host: "0.0.0.0", port: 4567))
      await time.sleepers(atLeast: 1)
      #expect(agent.requests == [])
      #expect(registrar.status.document["lastError"] == .string("the ECS agent did not tell"))
      fails.store(false, ordering: .relaxed)
      await time.advanceToNextWake()
      await time.sleepers(atLeast: 1)
      #expect(agent.requests == ["PUT /service/register"])
      #expect(registrar.status.document["port"] == .integer(32_768))
    }
  }
}

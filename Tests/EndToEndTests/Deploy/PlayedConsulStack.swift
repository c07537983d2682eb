import Foundation
import Testing

/// The strategy consul as its templates describe it, on loopback: Consul's servers, a machine for the portal and two for
/// backends with an agent each, and the containers of all services, whose ports are published on their machines.
final class PlayedConsulStack {
  let stack: ConsulStack
  private(set) var instances: [String: Program] = [:]
  private var consul: [String: PeerProcess] = [:]
  private var started: DiscoveringPortal?
  private var registrators: [(engine: ScriptedEngine, program: Program)] = []
  private let machines: [PlayedMachine]
  private let containers: [String: PlayedContainer]
  private let surroundings: Surroundings
  private let process: PeerProcess

  static func names(_ backend: Backend) -> Set<String> { ["\(backend.name)-1", "\(backend.name)-2"] }

  /// Runs `body` once all services are registered and the portal listens.
  ///
  /// - Parameters:
  ///   - servers: Of Consul.
  ///   - spares: Machines for servers that are there, and not in use yet.
  static func run(
    servers: Int, spares: Int = 0, _ parameters: [String: String] = [:], body: (PlayedConsulStack) async throws -> Void
  ) async throws {
    let common = ["ServerCount": "\(servers)", "Provider": "sample"]
    let stack = try await ConsulStack.render(common.merging(parameters) { $1 })
    let net = "127.\(Int.random(in: 64...126)).\(Int.random(in: 0...255))"
    let machines =
      (1...servers + spares).map { PlayedMachine("server", $0, net: net) } + [PlayedMachine("portal", 1, net: net)]
      + (1...2).map { PlayedMachine("backend", $0, net: net) }
    let containers = try PlayedContainer.all(on: machines, net: net)
    let (process, surroundings) = try await Surroundings.play(machines, containers)
    let played = PlayedConsulStack(
      stack: stack, machines: machines, containers: containers, surroundings: surroundings, process: process)
    let result: Result<Void, any Error>
    do {
      try await played.start(servers: servers)
      try await body(played)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await played.end()
    try result.get()
  }

  private init(
    stack: ConsulStack, machines: [PlayedMachine], containers: [PlayedContainer], surroundings: Surroundings,
    process: PeerProcess
  ) {
    self.stack = stack
    self.machines = machines
    self.containers = Dictionary(uniqueKeysWithValues: containers.map { ($0.name, $0) })
    self.surroundings = surroundings
    self.process = process
  }

  private func start(servers: Int) async throws {
    for machine in machines { try await machine.boot(stack, metadata: surroundings.url) }
    let used = machines.filter { !($0.kind == "server" && (Int($0.id.suffix(1)) ?? 0) > servers) }
    for machine in used { consul[machine.id] = try machine.startConsul(stack, members: used.map(\.address)) }
    for container in containers.values where container.program != "portal" { try restart(container.name) }
    try await startRegistrators()
    for backend in Backend.all { try await registered(backend, Self.names(backend).count) }
    started = try await #require(containers["portal-1"]).startPortal(stack, surroundings)
  }

  /// On each machine for backends, where the templates have one.
  private func startRegistrators() async throws {
    guard let settings = stack.environments["registrator"] else { return }
    for machine in machines where machine.kind == "backend" {
      let engine = try await ScriptedEngine.start()
      for container in containers.values where container.machine === machine {
        engine.run(try container.engineContainer(stack, surroundings))
      }
      let played = ["DOCKER_HOST": engine.url]
      let program = try Program("registrator", [], settings.mapValues(machine.here).merging(played) { $1 })
      registrators.append((engine, program))
    }
  }

  var portal: DiscoveringPortal {
    get throws { try #require(started) }
  }

  func machine(_ id: String) throws -> PlayedMachine {
    try #require(machines.first { $0.id == id })
  }

  /// `host:port` by which the portal reaches a container: that of its machine.
  func published(_ container: String) throws -> String {
    "\(try #require(containers[container]).machine.address):\(try #require(surroundings.ports[container]))"
  }

  /// What an API of Consul answers on a machine: on a server's at its loopback, elsewhere as containers see it.
  func ask(_ id: String, _ path: String) async throws -> Answer {
    let machine = try machine(id)
    return try await Web.get("http://\(machine.kind == "server" ? machine.loopback : machine.address):8500\(path)")
  }

  /// Returns once the portal's own agent knows so many instances that are well.
  func registered(_ backend: Backend, _ count: Int) async throws {
    try await eventually("\(count) of \(backend.name) to be registered", within: .seconds(90)) {
      // Without a leader it answers a sentence.
      guard let answer = try? await ask("i-portal1", "/v1/health/service/\(backend.name)?passing") else { return false }
      return (try? JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [Any])?.count == count
    }
  }

  /// The id of the machine of the server that leads, once one of those that run does.
  func leader() async throws -> String {
    let servers = machines.filter { $0.kind == "server" && consul[$0.id]?.hasEnded == false }
    var leader: String?
    try await eventually("a leader", within: .seconds(60)) {
      let address = try? await ask(servers.first?.id ?? "", "/v1/status/leader").text
      leader = servers.first { address?.contains("\($0.address):") == true }?.id
      return leader != nil
    }
    return try #require(leader)
  }

  /// As gossip tells it.
  enum MemberState: Int {
    case alive = 1
    case leaving, left, failed
  }

  func memberState(_ id: String, seenBy other: String) async throws -> MemberState? {
    let text = try await ask(other, "/v1/agent/members").text
    let members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    return (members?.first { $0["Name"] as? String == id }?["Status"] as? Int).flatMap(MemberState.init)
  }

  /// Ends Consul on a machine at once.
  func loseConsul(_ id: String) async throws {
    await (try #require(consul[id])).kill()
  }

  /// Asks Consul on a machine to stop, as ECS does, and returns when it has.
  func stopConsul(_ id: String) async throws {
    let process = try #require(consul[id])
    kill(try #require(process.pid), SIGTERM)
    try await eventually("Consul on \(id) to end", within: .seconds(60)) { process.hasEnded }
  }

  func startConsul(_ id: String) throws {
    let used = machines.filter { $0.id == id || consul[$0.id]?.hasEnded == false }
    consul[id] = try machine(id).startConsul(stack, members: used.map(\.address))
  }

  /// Starts the container's program, once more where it ran already, as a new task at the same port.
  func restart(_ container: String) throws {
    instances[container] = try #require(containers[container]).start(stack, surroundings)
  }

  func end() async {
    for program in instances.values { await program.end() }
    await started?.program.end()
    for (engine, program) in registrators {
      await program.end()
      try? await engine.stop()
    }
    for process in [process] + consul.values { await process.kill() }
    for machine in machines { machine.remove() }
  }
}

import Foundation
import Testing

/// A container in bridge mode: an address that only its machine knows, and the port 4567 there.
struct PlayedContainer {
  /// Such as `weather-1`; also the id of its task.
  var name: String
  var machine: PlayedMachine
  /// Within the machine.
  var address: String

  var program: String { String(name.dropLast(2)) }

  /// One portal, which is the first, and on each machine for backends one of each.
  static func all(on machines: [PlayedMachine], net: String) throws -> [PlayedContainer] {
    let portal = try #require(machines.first { $0.kind == "portal" })
    var all = [PlayedContainer(name: "portal-1", machine: portal, address: "\(net).200")]
    for (number, machine) in machines.filter({ $0.kind == "backend" }).enumerated() {
      for backend in Backend.all {
        all.append(
          PlayedContainer(
            name: "\(backend.name)-\(number + 1)", machine: machine, address: "\(net).\(200 + all.count)"))
      }
    }
    return all
  }

  /// Runs its program with the environment of its task and nothing else but what ECS itself adds.
  func start(_ stack: ConsulStack, _ surroundings: Surroundings) throws -> Program {
    try Program(program, [], environment(stack, surroundings))
  }

  func startPortal(_ stack: ConsulStack, _ surroundings: Surroundings) async throws -> DiscoveringPortal {
    // It is patient on a busy machine, and has no patience with services that are not there.
    let impatient = ["PORTAL_DEADLINE", "PORTAL_ATTEMPT_TIMEOUT"]
    let settings = try environment(stack, surroundings).filter { !impatient.contains($0.key) }
    return try await .start(settings.merging(["PORTAL_START_PATIENCE": "0s"]) { $1 })
  }

  /// The container as the engine of its machine tells it to a registrator.
  func engineContainer(_ stack: ConsulStack, _ surroundings: Surroundings) throws -> ScriptedEngine.Container {
    let environment = try #require(stack.environments[program]).map { "\($0)=\($1)" }
    return ScriptedEngine.Container(
      id: name, name: "ecs-\(name)", port: try #require(surroundings.ports[name]), hostAddress: "0.0.0.0",
      environment: environment)
  }

  private func environment(_ stack: ConsulStack, _ surroundings: Surroundings) throws -> [String: String] {
    var environment = try #require(stack.environments[program]).mapValues(machine.here)
    environment["HOST"] = address
    environment["ECS_CONTAINER_METADATA_URI_V4"] = "\(surroundings.url)/v4/\(name)"
    return environment
  }
}

/// What is played around machines and containers by Tests/Deploy/played_machines.py.
struct Surroundings: Decodable {
  /// Of the endpoints that tell metadata.
  var url: String
  /// Of the containers' machines, by the names of containers.
  var ports: [String: Int]

  private static let script = Programs.repository.appending(path: "Tests/Deploy/played_machines.py").path

  static func play(
    _ machines: [PlayedMachine], _ containers: [PlayedContainer]
  ) async throws -> (PeerProcess, Surroundings) {
    let description: [String: [String: [String: String]]] = [
      "machines": Dictionary(
        uniqueKeysWithValues: machines.map {
          ($0.id, ["address": $0.address, "loopback": $0.loopback, "zone": "eu-west-1a"])
        }),
      "containers": Dictionary(
        uniqueKeysWithValues: containers.map { ($0.name, ["machine": $0.machine.id, "address": $0.address]) }),
    ]
    let json = String(decoding: try JSONEncoder().encode(description), as: UTF8.self)
    let process = try PeerProcess(.python3, [script, json])
    try await eventually("the machines to be played") { !process.output.isEmpty || process.hasEnded }
    let line = try #require(process.output.first)
    return (process, try JSONDecoder().decode(Surroundings.self, from: Data(line.utf8)))
  }
}

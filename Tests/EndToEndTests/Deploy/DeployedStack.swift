import Foundation
import Testing

@testable import Demo

/// The programs of a deploy, each with the variables of its task, and a name server that plays the zone which the deploy
/// would have. What differs from ECS is where: addresses on loopback, the name server's address, and for Route 53 the port,
/// since no load balancer stands between.
struct DeployedStack {
  private let portal: String

  /// Ends all programs however `use` ends: by themselves they would first drain, for as long as their tasks say.
  static func run(_ deploy: RenderedDeploy, _ use: (DeployedStack) async throws -> Void) async throws {
    var programs: [Program] = []
    let end: Result<Void, any Error>
    do {
      let portal = try await start(deploy, &programs)
      end = .success(try await use(DeployedStack(portal: portal)))
    } catch {
      end = .failure(error)
    }
    for program in programs { await program.end() }
    try end.get()
  }

  func get(_ path: String) async throws -> Answer { try await Web.get(portal + path) }

  /// The first good answer; a bad one where there is none for a minute. The portal is as impatient as its task says,
  /// which a busy machine may be too slow for.
  func answer(to path: String) async throws -> Answer {
    let end = ContinuousClock.now + .seconds(60)
    var answer = try await get(path)
    while answer.status != 200, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(100))
      answer = try await get(path)
    }
    return answer
  }

  /// The portal's URL.
  private static func start(_ deploy: RenderedDeploy, _ programs: inout [Program]) async throws -> String {
    let net = "127.\(Int.random(in: 64...126)).\(Int.random(in: 0...255))"
    var instances: [(name: String, address: String)] = []
    for (index, backend) in Backend.all.enumerated() {
      let task = try #require(deploy.tasks[backend.name])
      let local = ["HOST": "\(net).\(index + 1)"]
      let program = try start(backend.name, task, local)
      programs.append(program)
      _ = try await program.url()
      try await isHealthy(backend.name, task, local)
      instances.append((try #require(task.name), "\(net).\(index + 1)"))
    }
    let names = try nameServer(instances)
    programs.append(names)
    let task = try #require(deploy.tasks["portal"])
    var local = ["HOST": "127.0.0.1", "PORT": "0", "STATIC_DIR": Programs.page]
    local["DISCOVERY_DNS_SERVER"] = try await address(of: names, knowing: instances.map(\.name))
    if task.environment["DISCOVERY_STRATEGY"] == "route53" { local["DISCOVERY_PORT"] = "4567" }
    let portal = try start("portal", task, local)
    programs.append(portal)
    return try await portal.url()
  }

  /// Nothing but the variables of the task and what is `local`, so that one that is missing is missing here, too.
  private static func start(
    _ name: String, _ task: RenderedDeploy.Task, _ local: [String: String]
  ) throws -> Program {
    try Program(name, [], environment: task.environment.merging(local) { $1 })
  }

  /// As ECS finds out.
  private static func isHealthy(_ name: String, _ task: RenderedDeploy.Task, _ local: [String: String]) async throws {
    #expect(task.healthCheck.prefix(2) == ["CMD", "/app/\(name)"])
    let check = try await FinishedProgram.run(
      Programs.path(name), Array(task.healthCheck.dropFirst(2)), environment: task.environment.merging(local) { $1 })
    #expect(check.end == .exited(code: 0), "\(check.output)")
  }

  /// A name server that knows each instance by its name in DNS and by no other.
  private static func nameServer(_ instances: [(name: String, address: String)]) throws -> Program {
    let services = instances.map { name, address in
      ["name": service(name), "instances": [["id": "only", "address": address, "port": 4567]]] as [String: Any]
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "deploy-\(UUID().uuidString).json")
    try JSONSerialization.data(withJSONObject: ["services": services]).write(to: file)
    return try Program("nameserver", [], ["DNS_LISTEN": "127.0.0.1:0", "REGISTRY_FILE": file.path])
  }

  private static func address(of nameServer: Program, knowing names: [String]) async throws -> String {
    let url = try await nameServer.url()
    let zones = try await Web.get(url + "/v1/zones?format=text").text
    for name in names { #expect(zones.contains("\n\(name). "), "no zone of the strategies has \(name)") }
    return try #require(try await Web.get(url + "/info").json["dns"] as? String)
  }

  /// The name server's zone for Route 53 puts `app` behind a service's name, as the originals did.
  private static func service(_ name: String) -> String {
    let label = name.prefix { $0 != "." }
    return String(name.hasSuffix("app.ecs.internal") ? label.dropLast("app".count) : label)
  }
}

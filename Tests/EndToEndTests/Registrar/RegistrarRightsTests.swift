import AWSDouble
import Foundation
import Testing

/// The registrar with the rights and the settings that its template gives it, which `scripts/check-templates` writes down.
@Suite struct RegistrarRightsTests {
  private static let policy = Programs.repository.appending(path: "Tests/Deploy/registrar-policy.json")

  @Test func With_the_rights_of_its_template_it_can_do_all_that_it_is_for() async throws {
    let policy = try AccessPolicy(json: Data(contentsOf: Self.policy))
    let world = try await RegistrarWorld { $0.policy = policy }
    let settings: [String: String?] = [
      "REGISTRAR_CLUSTER": world.aws.place.cluster("main"), "REGISTRAR_ZONE_NAME": "ecs.internal",
    ]
    func run(_ arguments: String..., input: [UInt8] = []) async throws {
      let run = try await RegistrarRun(arguments, world.server, settings, input: input)
      #expect(run.code == 0, "\(arguments): \(run.errors)\(run.output)")
    }
    try await run("reconcile")
    #expect(world.names == RegistrarWorld.right)
    world.aws.put(ZoneRecords("CNAME", "weatherapp.ecs.internal", ["old.example.com"]), in: RegistrarWorld.zone)
    let event = EventFixtures().called(.updateService, service: "weatherapp", cluster: "main")
    try await run("event", input: event)
    #expect(world.names == RegistrarWorld.right)
    world.aws.deleteService("twitchapp", in: "main", leaving: nil)
    try await run("reconcile")
    #expect(world.names == ["weatherapp.ecs.internal.": "shared.example.com"])
    try await run("withdraw")
    #expect(world.names == [:])
    try await world.server.stop()
  }
}

import AWSDouble
import AWSTesting
import Foundation
import Testing

/// The registrar with the rights that its template gives it.
@Suite(.enabled(if: PythonTools.arePresent, Comment(rawValue: PythonTools.absence)))
struct RegistrarRightsTests {
  /// The policy of the role of the function, for the zone and the cluster of the tests.
  private static func policy() async throws -> Data {
    let repository = PythonTools.repository
    let place = Place()
    return try await PythonTools.output(of: [
      repository.appending(path: "Tests/AWSOracle/policy.py").path,
      repository.appending(path: "deploy/route53/template.yaml").path, "RegistrarRole",
      "HostedZone=\(RegistrarWorld.zone)", "ZoneName=ecs.internal", "ClusterName=main",
      "ClusterArn=\(place.cluster("main"))", "AWS::Region=\(place.region)", "AWS::AccountId=\(place.account)",
    ])
  }

  @Test func All_that_it_does_is_allowed_and_all_that_is_allowed_it_does() async throws {
    let json = try await Self.policy()
    let policy = try AccessPolicy(json: json)
    let world = try await RegistrarWorld { $0.policy = policy }
    let cluster: [String: String?] = ["REGISTRAR_CLUSTER": world.aws.place.cluster("main")]
    let events = EventFixtures()
    var steps: [(name: String, run: RegistrarRun)] = []
    steps.append(("create", try await world.run("reconcile", settings: cluster)))
    world.aws.put(ZoneRecords("CNAME", "weatherapp.ecs.internal", ["old.example.com"]), in: RegistrarWorld.zone)
    let updated = events.called(.updateService, service: "weatherapp", cluster: "main")
    steps.append(("replace", try await world.run("event", settings: cluster, input: updated)))
    #expect(world.names == RegistrarWorld.right)
    world.aws.deleteService("twitchapp", in: "main", leaving: nil)
    steps.append(("delete", try await world.run("reconcile", settings: ["REGISTRAR_CLUSTER": "main"])))
    steps.append(("withdraw", try await world.run("withdraw", settings: cluster)))
    for (name, run) in steps { #expect(run.code == 0, "\(name): \(run.errors)\(run.output)") }
    #expect(world.names == [:])

    struct Policy: Decodable {
      struct Statement: Decodable {
        var Action: Actions
      }
      struct Actions: Decodable {
        var all: [String]
        init(from decoder: any Decoder) throws {
          let container = try decoder.singleValueContainer()
          all = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
        }
      }
      var Statement: [Statement]
    }
    let services = ["route53", "ecs", "elasticloadbalancing"]
    let allowed = try JSONDecoder().decode(Policy.self, from: json).Statement.flatMap(\.Action.all)
      .filter { action in services.contains { action.hasPrefix("\($0):") } }
    let used = Set(world.aws.journal.map { $0.operation.split(separator: ":").last.map(String.init) ?? "" })
    // The name of the zone is told to the function by a variable; it is asked for where that is missing.
    #expect(Set(allowed.compactMap { $0.split(separator: ":").last.map(String.init) }) == used)
    try await world.server.stop()
  }
}

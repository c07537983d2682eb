import AWSDouble
import Foundation
import Testing

/// The registrar as a process, between people and a Route 53 that knows its rules, behind a socket and with signatures.
@Suite struct RegistrarProgramTests {
  private let events = EventFixtures()

  @Test func A_run_writes_a_name_for_each_service_behind_a_load_balancer_and_a_second_changes_nothing() async throws {
    let world = try await RegistrarWorld()
    let first = try await world.run("reconcile")
    #expect(first.code == 0 && first.errors == "")
    #expect(first.output.contains("weatherapp.ecs.internal") && first.output.contains("shared.example.com"))
    #expect(first.output.contains("worker"))
    #expect(world.names == RegistrarWorld.right)
    let marks = world.aws.writtenRecords(in: RegistrarWorld.zone).filter { $0.type == "TXT" }
    #expect(marks.map(\.name) == ["_registrar.twitchapp.ecs.internal.", "_registrar.weatherapp.ecs.internal."])
    #expect(
      marks.last?.values.joined().hasPrefix(
        #""heritage=found-by-name,cluster=main,service=weatherapp,account=123456789012,region=eu-west-1"#) == true)
    #expect(world.aws.writtenRecords(in: RegistrarWorld.zone).allSatisfy { $0.ttl == 60 })
    world.aws.clearJournal()
    let second = try await world.run("reconcile")
    #expect(second.code == 0)
    #expect(second.output.contains("Nothing to change.") && second.output.contains("2 names were right already."))
    #expect(!world.aws.journal.contains { $0.operation == "ChangeResourceRecordSets" })
    try await world.server.stop()
  }

  @Test func A_report_can_be_had_as_JSON() async throws {
    let world = try await RegistrarWorld()
    let run = try await world.run("reconcile", "--json")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["outcome"] as? String == "reconciled")
    #expect((report["changes"] as? [[String: Any]])?.count == 2)
    try await world.server.stop()
  }

  @Test(arguments: [["reconcile"], ["event"], ["withdraw"]], [["--dry-run"], []])
  func A_dry_run_tells_what_it_would_change_and_changes_nothing(command: [String], flag: [String]) async throws {
    let world = try await RegistrarWorld()
    if command == ["withdraw"] { _ = try await world.run("reconcile") }
    let before = world.aws.records(in: RegistrarWorld.zone)
    world.aws.clearJournal()
    let setting: [String: String?] = flag.isEmpty ? ["REGISTRAR_DRY_RUN": "true"] : [:]
    let run = try await RegistrarRun(command + flag, world.server, setting, input: events.schedule())
    #expect(run.code == 0)
    #expect(run.output.contains("Dry run: nothing was changed. This would be:"))
    #expect(run.output.contains("weatherapp.ecs.internal"))
    #expect(world.aws.records(in: RegistrarWorld.zone) == before)
    #expect(!world.aws.journal.contains { $0.operation == "ChangeResourceRecordSets" })
    try await world.server.stop()
  }

  @Test func An_event_is_read_from_the_standard_input_and_concerns_its_service() async throws {
    let world = try await RegistrarWorld()
    let made = try await world.run(
      "event", input: events.called(.createService, service: "weatherapp", cluster: "main", as: .arn))
    #expect(made.code == 0)
    #expect(world.names == ["weatherapp.ecs.internal.": "shared.example.com"])
    world.aws.deleteService("weatherapp", in: "main", leaving: "DRAINING")
    let deleted = try await world.run(
      "event", input: events.called(.deleteService, service: "weatherapp", cluster: "main"))
    #expect(deleted.code == 0)
    #expect(world.names == [:])
    try await world.server.stop()
  }

  @Test func Events_that_concern_nothing_here_are_told_and_change_nothing() async throws {
    let world = try await RegistrarWorld()
    for event in [
      events.refused(.createService, service: "weatherapp", cluster: "main"),
      events.called(.createService, service: "weatherapp", cluster: "other"),
      events.calledElsewhere(.createService),
      events.called(.createService, service: "x", cluster: "default", as: .absent),
    ] {
      let run = try await world.run("event", input: event)
      #expect(run.code == 0)
      #expect(run.output.hasPrefix("Nothing done: "))
    }
    #expect(world.aws.changes == [])
    try await world.server.stop()
  }

  @Test(arguments: ["", "x", "[]", #"{"withdraw":"#, #"{"detail":1}"#, #"{"whatever":true}"#])
  func What_is_no_event_ends_with_one_line(text: String) async throws {
    let world = try await RegistrarWorld()
    let run = try await world.run("event", input: Array(text.utf8))
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("registrar: "))
    #expect(world.aws.changes == [])
    try await world.server.stop()
  }

  @Test func A_withdrawal_deletes_what_was_written_and_nothing_else() async throws {
    let world = try await RegistrarWorld()
    world.aws.put(ZoneRecords("CNAME", "foreign.ecs.internal", ["lb.example.com"]), in: RegistrarWorld.zone)
    _ = try await world.run("reconcile")
    #expect(world.aws.writtenRecords(in: RegistrarWorld.zone).count == 5)
    let run = try await world.run("withdraw")
    #expect(run.code == 0)
    #expect(world.aws.writtenRecords(in: RegistrarWorld.zone).map(\.name) == ["foreign.ecs.internal."])
    let again = try await world.run("withdraw")
    #expect(again.code == 0 && again.output.contains("Nothing to change."))
    try await world.server.stop()
  }

  @Test func A_record_of_someone_else_stays_and_is_told() async throws {
    let world = try await RegistrarWorld()
    world.aws.put(ZoneRecords("A", "weatherapp.ecs.internal", ["10.0.0.1"]), in: RegistrarWorld.zone)
    let run = try await world.run("reconcile")
    #expect(run.code == 3)
    #expect(run.output.contains("To be mended by a person:") && run.output.contains("weatherapp"))
    #expect(world.names == ["twitchapp.ecs.internal.": "classic.example.com"])
    let kept = world.aws.writtenRecords(in: RegistrarWorld.zone).filter { $0.name == "weatherapp.ecs.internal." }
    #expect(kept.map(\.description) == ["A weatherapp.ecs.internal. 60 10.0.0.1"])
    try await world.server.stop()
  }

  @Test func Several_at_once_make_the_zone_right_together() async throws {
    let world = try await RegistrarWorld()
    let runs = try await withThrowingTaskGroup(of: RegistrarRun.self) { group in
      for _ in 0..<4 { group.addTask { try await world.run("reconcile") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for run in runs { #expect(run.code == 0, "\(run.errors)\(run.output)") }
    #expect(world.names == RegistrarWorld.right)
    // What one has created, the others were refused, and saw that it is right.
    #expect(world.aws.changes.count == 1)
    try await world.server.stop()
  }

  @Test func A_cluster_of_600_services_is_written_in_batches_that_Route_53_takes() async throws {
    let world = try await RegistrarWorld { $0.route53PerSecond = nil }
    let group = world.aws.putTargetGroup("many", behind: [world.aws.putLoadBalancer("many")])
    for number in 0..<600 { world.aws.putService("x\(number)", in: "main", loadBalancers: [group]) }
    let run = try await world.run("reconcile")
    #expect(run.code == 0, "\(run.errors)")
    #expect(world.names.count == 602)
    #expect(world.aws.changes.count > 1)
    let again = try await world.run("reconcile")
    #expect(again.output.contains("602 names were right already."))
    try await world.server.stop()
  }
}

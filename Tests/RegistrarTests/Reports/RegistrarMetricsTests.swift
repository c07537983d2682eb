import AWSDouble
import Chassis
import FoundationEssentials
import Testing

@testable import AWS
@testable import Registrar

/// Lines in CloudWatch's embedded metric format: what a run has counted, and the declaration of it.
@Suite struct RegistrarMetricsTests {
  private let stage = Stage()

  private func lines() throws -> [JSONValue] {
    try stage.metrics.all.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
  }

  @Test func A_run_is_one_line_that_CloudWatch_understands() async throws {
    stage.putService("weather")
    stage.putOwned("gone", to: "x.example.com")
    stage.put("CNAME", "twitch.ecs.internal.", "x.example.com")
    stage.putService("twitch")
    stage.aws.fail(.throttled, on: "ListResourceRecordSets", times: 2)
    stage.aws.fail(.status(503), on: "ListServices")
    try await stage.reconcile(["REGISTRAR_METRICS": "emf"], attempts: 5)
    #expect(stage.metrics.all.count == 1)
    #expect(stage.metrics.all[0].hasSuffix("}\n"))
    let line = try lines()[0]
    for (name, value) in [
      "Runs": 1, "Failures": 0, "Ignored": 0, "Created": 1, "Replaced": 0, "Deleted": 1, "Problems": 1, "Throttles": 2,
      "FailedCalls": 1,
    ] {
      #expect(line[name] == .integer(value), "\(name)")
    }
    #expect(line["Cluster"] == .string("main"))
    #expect(line["_aws"]?["Timestamp"] == .integer(1_795_281_342_000))
    guard case .array(let directives) = line["_aws"]?["CloudWatchMetrics"], let directive = directives.first,
      case .array(let metrics) = directive["Metrics"]
    else {
      Issue.record("\(line)")
      return
    }
    #expect(directive["Namespace"] == .string("FoundByName/Registrar"))
    #expect(directive["Dimensions"] == .array([.array([.string("Cluster")])]))
    // What is declared is there as a number.
    for metric in metrics {
      guard case .string(let name) = metric["Name"], case .integer = line[name] else {
        Issue.record("\(metric)")
        continue
      }
    }
    #expect(metrics.count == 10)
  }

  @Test func A_run_that_fails_is_counted_with_its_code() async throws {
    stage.aws.fail(.refused(code: "AccessDenied", message: "", status: 403), on: "ListServices")
    await #expect(throws: RegistrarError.self) { try await stage.reconcile(["REGISTRAR_METRICS": "emf"]) }
    #expect(try lines().map { $0["Failures"] } == [.integer(1)])
    #expect(try lines().map { $0["Fault"] } == [.string("Unreadable")])
    #expect(try lines().map { $0["Trigger"] } == [.string("test")])
  }

  @Test func A_run_that_is_stopped_has_not_failed() async throws {
    let application = try stage.application(["REGISTRAR_METRICS": "emf"], attempts: 5)
    stage.aws.fail(.throttled, on: "ListResourceRecordSets")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await application.handle(EventFixtures().schedule())
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try lines().map { $0["Failures"] } == [.integer(0)])
    #expect(try lines().map { $0["Trigger"] } == [.string("schedule")])
  }

  @Test func What_was_only_told_is_not_counted_as_done() async throws {
    stage.putService("weather")
    try await stage.reconcile(["REGISTRAR_METRICS": "emf", "REGISTRAR_DRY_RUN": "true"])
    #expect(try lines().map { $0["Created"] } == [.integer(0)])
  }

  @Test func An_ignored_event_is_counted_as_such() async throws {
    _ = try await stage.application(["REGISTRAR_METRICS": "emf"])
      .handle(EventFixtures().calledElsewhere(.createService))
    #expect(try lines().map { $0["Ignored"] } == [.integer(1)])
  }

  @Test func Without_being_asked_for_there_are_none() async throws {
    try await stage.reconcile()
    #expect(stage.metrics.all.isEmpty)
  }
}

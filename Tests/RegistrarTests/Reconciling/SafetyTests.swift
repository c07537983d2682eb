import AWSDouble
import Testing
import Timing
import TimingTesting

@testable import AWS
@testable import Registrar

/// What must not happen, whatever goes wrong.
@Suite struct SafetyTests {
  private let stage = Stage()

  private func fault(_ body: () async throws -> Void) async -> RegistrarError.Code? {
    await #expect(throws: RegistrarError.self) { try await body() }?.code
  }

  @Test(arguments: [
    "ListResourceRecordSets", "ListServices", "DescribeServices", "elbv2:DescribeTargetGroups",
    "elbv2:DescribeLoadBalancers", "elb:DescribeLoadBalancers", "DescribeClusters", "GetHostedZone",
  ])
  func Where_anything_cannot_be_read_nothing_is_changed(operation: String) async throws {
    for number in 1...12 { stage.putService("app\(number)") }
    stage.aws.putService("classic", in: "main", loadBalancers: [stage.aws.putClassicLoadBalancer("lb")])
    stage.putOwned("gone", to: "x.example.com")
    let before = stage.records
    stage.aws.fail(.refused(code: "AccessDenied", message: "No.", status: 403), on: operation)
    #expect(await fault { try await stage.reconcile() } == .unreadable)
    #expect(stage.records == before)
    #expect(stage.changeCount == 0)
  }

  @Test func Where_the_second_part_of_the_services_cannot_be_read_nothing_is_deleted() async throws {
    for number in 10..<35 { stage.putService("app\(number)") }
    try await stage.reconcile()
    let before = stage.records
    stage.aws.fail(.status(500), on: "DescribeServices", after: 1)
    #expect(await fault { try await stage.reconcile() } == .unreadable)
    #expect(stage.records == before)
  }

  @Test func A_list_that_has_a_service_no_more_deletes_nothing_by_itself() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    // Lists come late; ECS is asked about each service that has a record, and says that it is there.
    stage.aws.alterService("weatherapp", in: "main") { $0.status = "INACTIVE" }
    stage.aws.before("DescribeServices") { [aws = stage.aws] in
      aws.alterService("weatherapp", in: "main") { $0.status = "ACTIVE" }
    }
    let report = try await stage.reconcile()
    #expect(report.changes.isEmpty)
    #expect(report.unchanged == 1)
  }

  @Test func A_cluster_that_there_is_not_deletes_nothing() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    stage.aws.removeCluster("main")
    #expect(await fault { try await stage.reconcile() } == .unreadable)
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp")))
  }

  @Test func What_a_cluster_that_is_gone_has_left_can_be_withdrawn() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    stage.put("A", "mine.ecs.internal.", "10.0.0.1")
    stage.aws.removeCluster("main")
    let report = try await stage.withdraw()
    #expect(report.outcome == .withdrawn)
    #expect(report.changes.map(\.action) == ["delete"])
    stage.recordsAre(["A mine.ecs.internal. 60 10.0.0.1"])
  }

  @Test func A_record_that_a_person_writes_meanwhile_is_not_written_over() async throws {
    stage.putService("weatherapp")
    stage.aws.before("ChangeResourceRecordSets") { [stage] in
      stage.put("CNAME", "weatherapp.ecs.internal.", "mine.example.com")
    }
    let report = try await stage.reconcile()
    #expect(report.problems.map(\.code) == ["ForeignRecord"])
    stage.recordsAre(["CNAME weatherapp.ecs.internal. 60 mine.example.com"])
  }

  @Test func A_name_that_another_registrar_takes_meanwhile_stays_its_own() async throws {
    stage.putService("weatherapp")
    stage.aws.before("ChangeResourceRecordSets") { [stage] in
      stage.putOwned("weatherapp", to: "other.example.com", cluster: "other")
    }
    let report = try await stage.reconcile()
    #expect(report.problems.map(\.code) == ["ForeignOwner"])
    #expect(stage.records.contains("CNAME weatherapp.ecs.internal. 60 other.example.com"))
  }

  @Test func A_record_that_changes_before_it_is_deleted_is_read_again_and_deleted() async throws {
    stage.putOwned("weatherapp", to: "old.example.com")
    stage.aws.before("ChangeResourceRecordSets") { [stage] in
      stage.put("CNAME", "weatherapp.ecs.internal.", "new.example.com", ttl: 7)
    }
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.from) == ["new.example.com"])
    #expect(report.problems.isEmpty)
    stage.recordsAre([])
  }

  @Test func A_name_whose_mark_is_taken_away_meanwhile_is_not_changed() async throws {
    stage.putOwned("weatherapp", to: "old.example.com")
    stage.putService("weatherapp")
    stage.aws.before("ChangeResourceRecordSets") { [aws = stage.aws] in
      aws.remove("TXT", "_registrar.weatherapp.ecs.internal.", in: Stage.zoneID)
    }
    let report = try await stage.reconcile()
    #expect(report.problems.map(\.code) == ["ForeignRecord"])
    stage.recordsAre(["CNAME weatherapp.ecs.internal. 60 old.example.com"])
  }

  @Test func A_record_that_is_deleted_twice_is_no_problem() async throws {
    stage.putOwned("weatherapp", to: "old.example.com")
    stage.aws.before("ChangeResourceRecordSets") { [aws = stage.aws] in
      aws.remove("CNAME", "weatherapp.ecs.internal.", in: Stage.zoneID)
      aws.remove("TXT", "_registrar.weatherapp.ecs.internal.", in: Stage.zoneID)
    }
    let report = try await stage.reconcile()
    #expect(report.problems.isEmpty)
    #expect(report.changes.isEmpty)
    stage.recordsAre([])
  }

  @Test func An_answer_that_is_lost_after_the_change_was_made_is_no_problem() async throws {
    stage.putService("weatherapp")
    stage.aws.fail(.lostAnswer, on: "ChangeResourceRecordSets")
    let report = try await stage.reconcile(attempts: 3)
    #expect(report.problems.isEmpty)
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp")))
  }

  @Test func One_change_that_is_impossible_keeps_no_other_from_being_made() async throws {
    for number in 1...9 { stage.putService("app\(number)") }
    // At each try somebody else writes a record there just before.
    for _ in 0..<40 {
      stage.aws.before("ChangeResourceRecordSets") { [stage] in
        stage.put("TXT", "app5.ecs.internal.", "\"mine\"")
      }
      stage.aws.before("ListResourceRecordSets") { [stage] in
        stage.aws.remove("TXT", "app5.ecs.internal.", in: Stage.zoneID)
      }
    }
    let report = try await stage.reconcile()
    #expect(Set(report.changes.map(\.service)) == Set([1, 2, 3, 4, 6, 7, 8, 9].map { "app\($0)" }))
    #expect(report.problems.map(\.code) == ["Refused"])
    #expect(report.problems.first?.service == "app5")
  }

  @Test func Writing_that_fails_says_how_far_it_came() async throws {
    for number in 1000..<1600 { stage.putService("app\(number)", behind: "shared") }
    stage.aws.fail(
      .refused(code: "AccessDenied", message: "No.", status: 403), on: "ChangeResourceRecordSets", after: 1)
    let error = await #expect(throws: RegistrarError.self) { try await stage.reconcile() }
    #expect(error?.code == .unwritable)
    #expect(error?.message.contains("names are done") == true)
    #expect(stage.log.entries.count { $0.hasPrefix("info record created") } * 2 == stage.records.count)
    try await stage.reconcile()
    #expect(stage.records.count == 1200)
  }

  @Test func Five_requests_a_second_are_enough() async throws {
    let stage = Stage {
      $0.route53PerSecond = 5
      $0.changeWork = .seconds(2)
    }
    for number in 1000..<1600 { stage.putService("app\(number)", behind: "shared") }
    try await stage.reconcile(attempts: 10)
    #expect(stage.records.count == 1200)
  }

  @Test func Two_registrars_of_one_cluster_at_once_do_no_harm() async throws {
    for number in 1...20 { stage.putService("app\(number)") }
    let application = try stage.application(attempts: 5)
    let wish = RegistrarEvent(trigger: "test", wish: .reconcile(.all))
    stage.aws.before("ChangeResourceRecordSets") { [stage] in
      // The other has done half of it already.
      for number in 1...10 { stage.putOwned("app\(number)", to: Stage.dns("app\(number)")) }
    }
    _ = try await application.report(on: wish)
    stage.recordsAre((1...20).flatMap { Stage.pair("app\($0)", to: Stage.dns("app\($0)")) })
  }

  @Test func A_deadline_ends_what_takes_too_long() async throws {
    stage.putService("weatherapp")
    stage.aws.fail(.status(503), on: "ListServices", times: 1000)
    let application = try stage.application(attempts: 1000)
    let deadline = stage.time.now.advanced(by: .seconds(10))
    #expect(
      await fault { _ = try await application.report(on: Array("{}".utf8), deadline: .init(deadline)) } == .unreadable)
    #expect(stage.time.now < deadline)
  }
}

import AWSDouble
import Testing

@testable import AWS
@testable import Registrar

/// What a reconcile makes of a cluster and a zone, over the double.
@Suite struct ReconcileTests {
  private let stage = Stage()

  @Test func A_service_gets_its_two_records_in_one_batch() async throws {
    stage.putService("weatherapp")
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.action) == ["create"])
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp")))
    #expect(stage.changeCount == 1)
  }

  @Test func A_second_reconcile_changes_nothing() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    let report = try await stage.reconcile()
    #expect(report.changes.isEmpty)
    #expect(report.unchanged == 1)
    #expect(stage.changeCount == 1)
  }

  @Test func A_deleted_service_loses_what_is_stored() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    // Somebody has changed the time, and the load balancer has gone: the record cannot be worked out from anything.
    stage.put("CNAME", "weatherapp.ecs.internal.", "another.example.com", ttl: 5)
    stage.aws.removeLoadBalancer(stage.aws.place.loadBalancer("weatherapp"))
    stage.aws.deleteService("weatherapp", in: "main", leaving: nil)
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.action) == ["delete"])
    #expect(report.changes.first?.reason == "service weatherapp does not exist")
    stage.recordsAre([])
  }

  @Test(arguments: ["DRAINING", "INACTIVE"])
  func A_service_that_is_going_loses_its_records(status: String) async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    stage.aws.deleteService("weatherapp", in: "main", leaving: status)
    let report = try await stage.reconcile()
    #expect(report.changes.first?.reason == "service weatherapp is \(status)")
    stage.recordsAre([])
  }

  @Test func A_new_load_balancer_is_written_over_the_old_one() async throws {
    stage.putService("weatherapp", behind: "old")
    try await stage.reconcile()
    stage.putService("weatherapp", behind: "new")
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.action) == ["replace"])
    #expect(report.changes.first?.from == Stage.dns("old"))
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("new")))
  }

  @Test func Another_TTL_is_written_to_both_records() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    try await stage.reconcile(["REGISTRAR_TTL": "10"])
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp"), ttl: 10))
  }

  @Test func A_classic_load_balancer_is_found_by_its_name() async throws {
    stage.aws.putService(
      "weatherapp", in: "main", loadBalancers: [stage.aws.putClassicLoadBalancer("weather-lb")])
    try await stage.reconcile()
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weather-lb")))
  }

  @Test func A_dry_run_tells_and_changes_nothing() async throws {
    stage.putService("weatherapp")
    let report = try await stage.reconcile(["REGISTRAR_DRY_RUN": "true"])
    #expect(report.isDryRun)
    #expect(report.changes.map(\.name) == ["weatherapp.ecs.internal"])
    stage.recordsAre([])
    #expect(!stage.aws.journal.contains { $0.operation == "ChangeResourceRecordSets" })
  }

  @Test func Every_change_is_logged_with_its_reason() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile()
    #expect(
      stage.log.entries.contains(
        "info record created name=weatherapp.ecs.internal reason=the service is new here; it is behind load balancer "
          + "weatherapp service=weatherapp target=\(Stage.dns("weatherapp"))"))
  }

  @Test func A_missing_target_group_among_others_hides_none_of_them() async throws {
    for number in 1...5 { stage.putService("app\(number)") }
    stage.aws.removeTargetGroup(stage.aws.place.targetGroup("app3"))
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.service) == ["app1", "app2", "app4", "app5"])
    #expect(report.problems.map(\.code) == ["TargetGroupMissing"])
  }

  @Test func A_missing_classic_load_balancer_among_others_hides_none_of_them() async throws {
    for number in 1...5 {
      stage.aws.putService(
        "app\(number)", in: "main", loadBalancers: [stage.aws.putClassicLoadBalancer("lb-\(number)")])
    }
    stage.aws.removeClassicLoadBalancer("lb-1")
    stage.aws.removeClassicLoadBalancer("lb-4")
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.service) == ["app2", "app3", "app5"])
    #expect(report.problems.map(\.code) == ["LoadBalancerMissing", "LoadBalancerMissing"])
  }

  @Test func A_load_balancer_that_goes_between_two_calls_hides_no_other() async throws {
    for number in 1...3 { stage.putService("app\(number)") }
    let gone = stage.aws.place.loadBalancer("app2")
    stage.aws.before("elbv2:DescribeLoadBalancers") { [aws = stage.aws] in aws.removeLoadBalancer(gone) }
    let report = try await stage.reconcile()
    #expect(report.changes.map(\.service) == ["app1", "app3"])
    #expect(report.problems.map(\.code) == ["LoadBalancerMissing"])
  }

  @Test func A_target_group_that_nothing_sends_to_gets_its_record_later() async throws {
    stage.aws.putService("weatherapp", in: "main", loadBalancers: [stage.aws.putTargetGroup("weather")])
    let before = try await stage.reconcile()
    #expect(before.changes.isEmpty)
    #expect(before.problems.isEmpty)
    #expect(before.nameless.map(\.reason) == ["no load balancer sends to target group weather"])
    stage.aws.putTargetGroup("weather", behind: [stage.aws.putLoadBalancer("weather")])
    try await stage.reconcile()
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weather")))
  }

  @Test func A_foreign_record_stays_and_is_a_problem() async throws {
    stage.putService("weatherapp")
    stage.put("CNAME", "weatherapp.ecs.internal.", "mine.example.com")
    let report = try await stage.reconcile()
    #expect(report.problems.map(\.code) == ["ForeignRecord"])
    stage.recordsAre(["CNAME weatherapp.ecs.internal. 60 mine.example.com"])
    #expect(stage.log.contains("warning weatherapp.ecs.internal has a record (CNAME) that no registrar wrote"))
  }

  @Test func The_records_of_another_cluster_stay() async throws {
    stage.putService("weatherapp")
    stage.putOwned("weatherapp", to: "other.example.com", cluster: "other")
    stage.putOwned("stockpriceapp", to: "other.example.com", cluster: "other")
    let before = stage.records
    let report = try await stage.reconcile()
    #expect(report.problems.map(\.code) == ["ForeignOwner"])
    #expect(stage.records == before)
    try await stage.withdraw()
    #expect(stage.records == before)
  }

  @Test func More_than_a_page_of_everything_is_read_and_written() async throws {
    for number in 100..<250 { stage.putService("app\(number)") }
    let report = try await stage.reconcile()
    #expect(report.changes.count == 150)
    #expect(stage.records.count == 300)
    let again = try await stage.reconcile()
    #expect(again.unchanged == 150)
    #expect(again.changes.isEmpty)
  }

  @Test func A_batch_stays_below_a_thousand_records() async throws {
    for number in 1000..<1600 { stage.putService("app\(number)", behind: "shared") }
    let report = try await stage.reconcile()
    #expect(report.changes.count == 600)
    #expect(report.problems.isEmpty)
    #expect(stage.changeCount > 1)
    // A name and its mark are made at once.
    for entry in stage.aws.changes {
      #expect(entry.changes.count { $0.contains(" CNAME ") } == entry.changes.count { $0.contains(" TXT ") })
    }
  }

  @Test func An_ARN_for_the_cluster_needs_no_question_for_its_account() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile(["REGISTRAR_CLUSTER": stage.aws.place.cluster("main")])
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp")))
    #expect(!stage.aws.journal.contains { $0.operation == "DescribeClusters" })
  }

  @Test func A_zone_whose_name_is_configured_is_not_asked_for_it() async throws {
    stage.putService("weatherapp")
    try await stage.reconcile(["REGISTRAR_ZONE_NAME": "ecs.internal"])
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("weatherapp")))
    #expect(!stage.aws.journal.contains { $0.operation == "GetHostedZone" })
  }

  @Test func A_public_zone_is_warned_of() async throws {
    stage.aws.putZone("ecs.internal", id: Stage.zoneID, networks: [])
    try await stage.reconcile()
    #expect(stage.log.contains("warning the zone is public"))
  }
}

import Testing

@testable import AWS
@testable import Registrar

@Suite struct PlannerTests {
  private var input = PlannerInput()

  @Test mutating func A_service_gets_a_name_in_lower_case() {
    input.service("WeatherApp")
    #expect(input.plan.summary == ["create weatherapp.ecs.internal a.example.com"])
  }

  @Test mutating func A_service_without_a_load_balancer_gets_none() {
    input.service("weather", behind: [])
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.problems.isEmpty)
    #expect(input.plan.nameless.map(\.reason) == ["service weather has no load balancer"])
  }

  @Test mutating func A_service_that_has_lost_its_load_balancer_loses_its_name() {
    input.owned("weather", to: "a.example.com")
    input.service("weather", behind: [])
    #expect(input.plan.summary == ["delete weather.ecs.internal -"])
    #expect(input.plan.changes.first?.reason == "service weather has no load balancer")
  }

  @Test(arguments: ["my_app", "-app", String(repeating: "x", count: 64)])
  mutating func A_service_whose_name_is_no_label_is_a_problem(name: String) {
    input.service(name)
    input.service("weather")
    #expect(input.plan.summary == ["create weather.ecs.internal a.example.com"])
    #expect(input.plan.problems.map(\.code) == [.notALabel])
  }

  @Test mutating func Of_two_services_of_one_name_the_first_by_ARN_gets_it() {
    input.service("weather", behind: ["b"])
    input.service("Weather", behind: ["a"])
    #expect(input.plan.summary == ["create weather.ecs.internal a.example.com"])
    #expect(input.plan.troubles == ["NameTaken weather weather.ecs.internal"])
    input.services.reverse()
    #expect(input.plan.summary == ["create weather.ecs.internal a.example.com"])
  }

  @Test mutating func Of_two_services_of_one_name_the_one_that_has_it_keeps_it() {
    input.owned("weather", to: "b.example.com")
    input.service("weather", behind: ["b"])
    input.service("Weather", behind: ["a"])
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.troubles == ["NameTaken Weather weather.ecs.internal"])
  }

  @Test mutating func A_name_goes_to_the_other_service_when_its_own_is_gone() {
    input.owned("weather", to: "b.example.com")
    input.missing = ["weather"]
    input.service("Weather", behind: ["a"])
    #expect(input.plan.summary == ["replace weather.ecs.internal a.example.com"])
    #expect(input.plan.problems.isEmpty)
  }

  @Test mutating func A_service_that_cannot_be_reached_wants_no_name_from_another() {
    input.service("Weather", behind: [])
    input.service("weather", behind: ["b"])
    #expect(input.plan.summary == ["create weather.ecs.internal b.example.com"])
    #expect(input.plan.problems.isEmpty)
  }

  @Test mutating func Of_several_load_balancers_the_first_that_exists_is_taken() {
    input.service("weather", behind: ["gone", "b", "a"])
    #expect(input.plan.summary == ["create weather.ecs.internal b.example.com"])
    #expect(input.plan.changes.first?.reason.hasSuffix("of 2 load balancers load balancer b is the first") == true)
    #expect(input.plan.problems.map(\.code) == [.targetGroupMissing])
  }

  @Test mutating func Of_several_load_balancers_the_recorded_one_stays() {
    input.owned("weather", to: "A.Example.COM.")
    input.service("weather", behind: ["b", "a"])
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.kept.map(\.reason) == ["of 2 load balancers the name stays with load balancer a"])
  }

  @Test mutating func Two_target_groups_of_one_load_balancer_are_one() {
    input.service("weather", behind: ["a", "a"])
    #expect(input.plan.changes.first?.reason == "the service is new here; it is behind load balancer a")
  }

  @Test(arguments: [(60, 90), (90, 60)])
  mutating func Another_TTL_of_either_record_is_replaced(alias: Int, mark: Int) {
    input.record("CNAME", "weather", "a.example.com", ttl: alias)
    input.mark("weather", ttl: mark)
    input.service("weather")
    #expect(input.plan.summary == ["replace weather.ecs.internal a.example.com"])
    #expect(input.plan.changes.first?.reason.hasPrefix("the TTL is to be 60 s") == true)
  }

  @Test mutating func A_mark_without_its_record_has_it_written_again() {
    input.mark("weather")
    input.service("weather")
    let plan = input.plan
    #expect(plan.summary == ["create weather.ecs.internal a.example.com"])
    #expect(plan.changes.first?.reason.hasPrefix("the record is gone though its mark is there") == true)
    #expect(plan.changes.first?.records.map(\.action) == [.delete, .create, .create])
  }

  @Test mutating func A_mark_without_its_record_and_service_goes() {
    input.mark("weather")
    input.missing = ["weather"]
    #expect(input.plan.summary == ["delete weather.ecs.internal -"])
    #expect(input.plan.changes.first?.records.map(\.recordSet.type) == ["TXT"])
  }

  @Test(arguments: ["CNAME", "A", "AAAA", "TXT", "MX"])
  mutating func A_name_that_others_have_written_at_is_left_alone(type: String) {
    input.record(type, "weather", "x")
    input.service("weather")
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.troubles == ["ForeignRecord weather weather.ecs.internal"])
  }

  @Test mutating func A_mark_that_cannot_be_read_is_left_alone() {
    input.record("TXT", "_registrar.weather", "\"something else\"")
    input.service("weather")
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.troubles == ["ForeignOwner weather weather.ecs.internal"])
  }

  @Test(arguments: [("cluster", "other"), ("region", "us-east-1"), ("account", "999999999999")])
  mutating func A_name_of_another_cluster_region_or_account_is_left_alone(member: String, value: String) {
    var owner = PlannerInput.identity
    switch member {
    case "cluster": owner.cluster = value
    case "region": owner.region = value
    default: owner.account = value
    }
    input.record("CNAME", "weather", "b.example.com")
    input.record("TXT", "_registrar.weather", Ownership(owner: owner, service: "weather").value)
    input.service("weather")
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.troubles == ["ForeignOwner weather weather.ecs.internal"])
    input.services = []
    input.missing = ["weather"]
    #expect(input.plan == ReconcilePlan())
  }

  @Test mutating func Where_others_have_taken_a_name_that_was_ours_our_mark_goes() {
    input.mark("weather")
    input.record("A", "weather", "10.0.0.1")
    input.service("weather")
    #expect(input.plan.summary == ["delete weather.ecs.internal -"])
    #expect(input.plan.changes.first?.records.map(\.recordSet.type) == ["TXT"])
    #expect(input.plan.troubles == ["ForeignRecord weather weather.ecs.internal"])
  }

  @Test mutating func A_service_that_was_not_asked_about_keeps_its_name() {
    input.owned("weather", to: "a.example.com")
    #expect(input.plan == ReconcilePlan())
  }

  @Test mutating func A_reconcile_of_one_service_leaves_all_others_alone() {
    input.owned("twitch", to: "old.example.com")
    input.missing = ["twitch"]
    input.service("portal")
    input.service("Weather")
    input.scope = .services(["weather"])
    #expect(input.plan.summary == ["create weather.ecs.internal a.example.com"])
  }

  @Test mutating func A_name_that_was_written_for_a_service_of_another_name_goes() {
    input.owned("old", to: "a.example.com", service: "weather")
    input.owned("weather", to: "a.example.com")
    input.service("weather")
    #expect(input.plan.summary == ["delete old.ecs.internal -"])
    #expect(input.plan.changes.first?.reason == "service weather is found by another name")
  }

  @Test mutating func A_change_deletes_exactly_what_was_read() throws {
    input.records = [
      ResourceRecordSet(name: "WEATHER.ecs.internal.", type: "CNAME", ttl: 17, values: ["Old.Example.com."])
    ]
    input.mark("weather", ttl: 300)
    input.service("weather")
    let records = try #require(input.plan.changes.first?.records)
    #expect(records.prefix(2).map(\.recordSet) == input.records)
    #expect(records.map(\.action) == [.delete, .delete, .create, .create])
    #expect(records.map(\.recordSet.ttl) == [17, 300, 60, 60])
  }

  @Test mutating func Records_that_are_chosen_by_weight_are_left_alone() throws {
    input.mark("weather")
    let weighted = try XMLElementText.recordSet(
      "<Name>weather.ecs.internal.</Name><Type>CNAME</Type><SetIdentifier>x</SetIdentifier><Weight>1</Weight><TTL>60</TTL>"
        + "<ResourceRecords><ResourceRecord><Value>b.example.com</Value></ResourceRecord></ResourceRecords>")
    input.records.append(weighted)
    input.service("weather")
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.problems.map(\.code) == [.unwritableRecord])
    input.services = []
    input.missing = ["weather"]
    #expect(input.plan.changes.isEmpty)
    #expect(input.plan.problems.map(\.code) == [.unwritableRecord])
  }

  @Test mutating func Names_below_a_service_and_the_zones_own_are_nobodys_business() {
    input.record("CNAME", "a.weather", "x")
    input.record("TXT", "_registrar.a.weather", "\"x\"")
    input.records.append(ResourceRecordSet(name: "ecs.internal.", type: "SOA", ttl: 900, values: ["x"]))
    input.records.append(ResourceRecordSet(name: "weather.xecs.internal.", type: "CNAME", ttl: 60, values: ["x"]))
    input.service("weather")
    #expect(input.plan.summary == ["create weather.ecs.internal a.example.com"])
    #expect(input.plan.problems.isEmpty)
  }

  @Test mutating func A_withdrawal_takes_all_that_is_ours_and_nothing_else() {
    input.owned("weather", to: "a.example.com")
    input.owned("twitch", to: "a.example.com", cluster: "other")
    input.mark("portal")
    input.record("CNAME", "mine", "x")
    let zone = ZoneView(zone: "ecs.internal", records: input.records)
    let plan = ReconcilePlan.withdrawal(of: PlannerInput.identity, from: zone)
    #expect(plan.changes.map(\.name) == ["portal.ecs.internal", "weather.ecs.internal"])
    #expect(plan.changes.flatMap(\.records).allSatisfy { $0.action == .delete })
  }
}

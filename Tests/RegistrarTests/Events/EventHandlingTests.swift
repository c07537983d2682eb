import AWSDouble
import Chassis
import FoundationEssentials
import Testing

@testable import AWS
@testable import Registrar

/// Events as a function is handed them, over the double.
@Suite struct EventHandlingTests {
  private let stage = Stage()
  private let events = EventFixtures()

  private func handle(_ events: [UInt8]...) async throws {
    let application = try stage.application()
    for event in events { _ = try await application.handle(event) }
  }

  private var isRight: Bool { Set(stage.records) == Set(Stage.pair("weather", to: Stage.dns("weather"))) }

  @Test func The_answer_is_JSON_that_says_what_was_done() async throws {
    stage.putService("weather")
    let answer = try await stage.application().handle(
      events.called(.createService, service: "weather", cluster: "main"))
    let json = try JSONDecoder().decode(JSONValue.self, from: Data(answer))
    #expect(json["outcome"] == .string("reconciled"))
    #expect(json["trigger"] == .string("CreateService"))
    #expect(json["dryRun"] == .boolean(false))
    guard case .array(let changes) = json["changes"] else {
      Issue.record("\(json)")
      return
    }
    #expect(changes.map { $0["name"] } == [.string("weather.ecs.internal")])
    #expect(changes.map { $0["to"] } == [.string(Stage.dns("weather"))])
  }

  @Test func An_event_that_comes_twice_is_done_once() async throws {
    stage.putService("weather")
    let event = events.called(.createService, service: "weather", cluster: "main")
    try await handle(event, event)
    #expect(isRight)
    #expect(stage.changeCount == 1)
  }

  @Test func A_late_event_of_a_deletion_does_not_delete_the_new_service() async throws {
    stage.putService("weather")
    try await handle(
      events.called(.createService, service: "weather", cluster: "main"),
      events.called(.deleteService, service: "weather", cluster: "main"))
    #expect(isRight)
  }

  @Test func A_late_event_of_a_creation_does_not_bring_back_what_was_deleted() async throws {
    stage.putService("weather")
    try await handle(events.called(.createService, service: "weather", cluster: "main"))
    stage.aws.deleteService("weather", in: "main", leaving: "DRAINING")
    try await handle(
      events.called(.deleteService, service: "weather", cluster: "main"),
      events.called(.createService, service: "weather", cluster: "main"))
    stage.recordsAre([])
  }

  @Test func An_event_is_not_believed_for_the_load_balancer() async throws {
    stage.putService("weather")
    let lie = events.called(
      .createService, service: "weather", cluster: "main",
      loadBalancers: [ECSLoadBalancer(loadBalancerName: "of-somebody-else")])
    try await handle(lie)
    #expect(isRight)
  }

  @Test func An_event_about_one_service_leaves_the_others_for_later() async throws {
    stage.putService("weather")
    stage.putService("twitch")
    try await handle(events.deployment(service: "weather", cluster: "main"))
    #expect(isRight)
    let asked = stage.aws.journal.filter { $0.operation == "DescribeServices" }.compactMap { $0.parameters["services"] }
    #expect(asked == ["weather"])
  }

  @Test func An_event_about_the_rival_of_a_name_does_not_take_it() async throws {
    stage.putService("weather")
    try await stage.reconcile()
    stage.putService("Weather", behind: "other")
    try await handle(events.called(.createService, service: "Weather", cluster: "main"))
    #expect(isRight)
    #expect(stage.log.contains("warning The service Weather cannot have the name weather.ecs.internal"))
  }

  @Test func An_event_about_a_service_that_goes_gives_its_name_to_the_rival() async throws {
    stage.putService("weather")
    try await stage.reconcile()
    stage.putService("Weather", behind: "other")
    stage.aws.deleteService("weather", in: "main", leaving: nil)
    try await handle(events.called(.deleteService, service: "weather", cluster: "main"))
    stage.recordsAre(Stage.pair("weather", to: Stage.dns("other"), service: "Weather"))
  }

  @Test func A_service_that_no_list_has_yet_is_asked_about_by_its_name() async throws {
    // As ECS lists what it has just made a little later than it knows it.
    stage.putService("weather")
    stage.aws.alterService("weather", in: "main") { $0.status = "INACTIVE" }
    stage.aws.before("DescribeServices") { [aws = stage.aws] in
      aws.alterService("weather", in: "main") { $0.status = "ACTIVE" }
    }
    try await handle(events.called(.createService, service: "weather", cluster: "main"))
    #expect(isRight)
  }

  @Test func An_ignored_event_asks_AWS_nothing_and_leaves_a_line() async throws {
    stage.putService("weather")
    let application = try stage.application(["REGISTRAR_CLUSTER": stage.aws.place.cluster("main")])
    _ = try await application.handle(events.refused(.createService, service: "weather", cluster: "main"))
    _ = try await application.handle(events.called(.createService, service: "weather", cluster: "other"))
    _ = try await application.handle(events.calledElsewhere(.createService))
    #expect(stage.aws.journal.isEmpty)
    #expect(
      stage.log.entries == [
        "info ignored reason=the call failed: InvalidParameterException trigger=CreateService",
        "info ignored reason=it is about another cluster trigger=CreateService",
        "info ignored reason=events of this kind do not concern names trigger=CreateService",
      ])
  }

  @Test func A_fault_is_thrown_with_a_code_and_logged() async throws {
    stage.aws.fail(.refused(code: "AccessDenied", message: "No.", status: 403), on: "ListServices")
    let error = await #expect(throws: RegistrarError.self) { try await handle(Array("{}".utf8)) }
    #expect(error?.code == .unreadable)
    #expect(
      stage.log.contains("error failed code=Unreadable error=Unreadable: The services of the cluster cannot be read."))
    let invalid = await #expect(throws: RegistrarError.self) { try await handle(Array("what".utf8)) }
    #expect(invalid?.code == .invalidEvent)
  }

  @Test func A_request_for_a_withdrawal_is_done() async throws {
    stage.putService("weather")
    try await stage.reconcile()
    try await handle(Array(#"{"withdraw":true,"dryRun":true}"#.utf8))
    #expect(isRight)
    try await handle(Array(#"{"withdraw":true}"#.utf8))
    stage.recordsAre([])
  }
}

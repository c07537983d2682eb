import AWSDouble
import Testing

@testable import Registrar

@Suite struct EventReaderTests {
  private let events = EventFixtures()
  private let identity = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")

  private func wish(_ event: [UInt8]) throws -> RegistrarEvent.Wish {
    try EventReader.read(event).addressed(to: identity).wish
  }

  private func wish(_ text: String) throws -> RegistrarEvent.Wish { try wish(Array(text.utf8)) }

  private func isNothing(_ wish: RegistrarEvent.Wish) -> Bool {
    if case .nothing = wish { true } else { false }
  }

  @Test(arguments: EventFixtures.Call.allCases, [EventFixtures.ClusterReference.name, .arn])
  func A_call_about_a_service_has_it_looked_at(
    call: EventFixtures.Call, reference: EventFixtures.ClusterReference
  ) throws {
    let event = events.called(call, service: "Weather", cluster: "main", as: reference)
    #expect(try wish(event) == .reconcile(.services(["Weather"])))
    #expect(try EventReader.read(event).trigger == call.rawValue)
  }

  @Test(arguments: EventFixtures.Call.allCases, EventFixtures.ClusterReference.allCases)
  func A_call_about_another_cluster_is_ignored(
    call: EventFixtures.Call, reference: EventFixtures.ClusterReference
  ) throws {
    let cluster = reference == .absent ? "default" : "other"
    #expect(
      try wish(events.called(call, service: "weather", cluster: cluster, as: reference))
        == .nothing("it is about another cluster"))
  }

  @Test func A_call_without_a_cluster_is_about_the_default_one() throws {
    let event = events.called(.createService, service: "weather", cluster: "default", as: .absent)
    var identity = identity
    identity.cluster = "default"
    #expect(try EventReader.read(event).addressed(to: identity).wish == .reconcile(.services(["weather"])))
  }

  @Test(arguments: EventFixtures.Call.allCases)
  func A_call_that_failed_is_ignored(call: EventFixtures.Call) throws {
    #expect(
      try wish(events.refused(call, service: "weather", cluster: "main"))
        == .nothing("the call failed: InvalidParameterException"))
  }

  @Test func A_call_without_a_result_is_ignored() throws {
    #expect(
      try wish(
        #"{"detail-type":"AWS API Call via CloudTrail","detail":{"eventSource":"ecs.amazonaws.com","eventName":"#
          + #""CreateService","requestParameters":{"cluster":"main","serviceName":"a"},"responseElements":null}}"#)
        == .nothing("the call had no result"))
  }

  @Test func A_call_of_another_service_is_ignored() throws {
    #expect(isNothing(try wish(events.calledElsewhere(.createService))))
  }

  @Test func A_service_may_be_named_by_its_ARN() throws {
    #expect(
      try wish(
        #"{"detail-type":"AWS API Call via CloudTrail","detail":{"eventSource":"ecs.amazonaws.com","eventName":"#
          + #""DeleteService","requestParameters":{"cluster":"main","service":"arn:aws:ecs:eu-west-1:1:service/main/a"},"#
          + #""responseElements":{}}}"#) == .reconcile(.services(["a"])))
  }

  @Test func A_change_of_load_balancers_has_everything_looked_at() throws {
    func call(_ name: String, _ more: String = "") throws -> RegistrarEvent.Wish {
      try wish(
        #"{"detail-type":"AWS API Call via CloudTrail","detail":{"eventSource":"elasticloadbalancing.amazonaws.com","#
          + #""eventName":"\#(name)"\#(more)}}"#)
    }
    #expect(try call("CreateListener") == .reconcile(.all))
    #expect(isNothing(try call("DescribeListeners")))
    #expect(isNothing(try call("CreateListener", #","errorCode":"AccessDenied""#)))
  }

  @Test func ECSs_own_events_have_their_service_looked_at() throws {
    #expect(try wish(events.deployment(service: "weather", cluster: "main")) == .reconcile(.services(["weather"])))
    #expect(try wish(events.action(service: "weather", cluster: "main")) == .reconcile(.services(["weather"])))
    #expect(isNothing(try wish(events.deployment(service: "weather", cluster: "other"))))
    #expect(isNothing(try wish(events.action(service: "weather", cluster: "other"))))
  }

  @Test func A_service_from_before_2019_has_no_cluster_in_its_ARN_and_is_looked_at() throws {
    #expect(
      try wish(
        #"{"detail-type":"ECS Deployment State Change","resources":["arn:aws:ecs:eu-west-1:1:service/weather"]}"#)
        == .reconcile(.services(["weather"])))
  }

  @Test func A_schedule_and_an_empty_object_have_everything_looked_at() throws {
    #expect(try wish(events.schedule()) == .reconcile(.all))
    #expect(try wish("{}") == .reconcile(.all))
    #expect(try wish(#"{"reconcile":true}"#) == .reconcile(.all))
  }

  @Test func What_happens_elsewhere_is_ignored() throws {
    for place in [Place(account: "999999999999"), Place(region: "us-east-1")] {
      let event = EventFixtures(place: place).deployment(service: "weather", cluster: "main")
      #expect(try wish(event) == .nothing("it is of another account or region"))
    }
  }

  @Test func A_person_may_ask_for_a_withdrawal_or_only_to_be_told() throws {
    #expect(try wish(#"{"withdraw":true}"#) == .withdraw)
    #expect(try wish(#"{"withdraw":false}"#) == .reconcile(.all))
    #expect(isNothing(try wish(#"{"reconcile":false}"#)))
    #expect(try EventReader.read(Array(#"{"dryRun":true}"#.utf8)).isDryRun)
    #expect(try EventReader.read(Array(#"{"withdraw":true,"dryRun":true}"#.utf8)).isDryRun)
  }

  @Test(arguments: [
    "", "null", "[]", "1", "\"x\"", "{", "{}x", #"{"a":1}"#, #"{"withdraw":1}"#, #"{"withdraw":"true"}"#,
    #"{"withdraw":null}"#, #"{"withdraw":true,"reconcile":true}"#, #"{"withdraw":true,"x":1}"#, #"{"Withdraw":true}"#,
    #"{"detail-type":1}"#,
  ])
  func What_is_no_event_is_refused(text: String) {
    let error = #expect(throws: RegistrarError.self) { try EventReader.read(Array(text.utf8)) }
    #expect(error?.code == .invalidEvent)
  }

  @Test(arguments: [
    #""detail-type":"EC2 Instance State-change Notification""#, #""detail-type":"""#,
    #""detail-type":"ECS Task State Change","resources":["arn:aws:ecs:eu-west-1:1:task/main/x"]"#,
    #""detail-type":"AWS API Call via CloudTrail""#, #""detail-type":"AWS API Call via CloudTrail","detail":[]"#,
    #""detail-type":"AWS API Call via CloudTrail","detail":{"eventSource":7,"eventName":{}}"#,
    #""detail-type":"ECS Service Action","resources":{}"#, #""detail-type":"ECS Service Action","resources":["x",1]"#,
    #""detail-type":"ECS Service Action","resources":["arn:aws:ecs:eu-west-1:1:service/main/a b"]"#,
    #""detail-type":"ECS Service Action","resources":["arn:aws:ecs:eu-west-1:1:service/a/b"],"detail":{"clusterArn":"?"}"#,
  ])
  func An_event_that_names_nothing_is_ignored(members: String) throws {
    #expect(isNothing(try wish("{\(members)}")))
  }

  @Test func An_event_may_be_long_but_not_endless() throws {
    let padding = String(repeating: " ", count: EventReader.longest - 2)
    #expect(try wish("{\(padding)}") == .reconcile(.all))
    #expect(throws: RegistrarError.self) { try wish("{\(padding) }") }
  }

  @Test func Deep_nesting_ends_in_an_answer() {
    let deep = String(repeating: #"{"detail":"#, count: 100_000)
    #expect(throws: RegistrarError.self) { try wish(deep) }
    #expect(throws: RegistrarError.self) { try wish(String(repeating: "[", count: 1_000_000)) }
  }
}

import Foundation
import Testing

@testable import AWS
@testable import AWSDouble

/// The events that EventBridge delivers.
@Suite struct EventTests {
  private let events = EventFixtures()

  private func document(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func detail(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(document(bytes)["detail"] as? [String: Any])
  }

  @Test(arguments: EventFixtures.Call.allCases) func A_call_is_told_with_what_was_asked_and_answered(
    call: EventFixtures.Call
  ) throws {
    let balancer = ECSLoadBalancer(loadBalancerName: "weather-lb", containerName: "app", containerPort: 4567)
    let bytes = events.called(call, service: "weather", cluster: "main", loadBalancers: [balancer])
    let event = try document(bytes)
    #expect(event["source"] as? String == "aws.ecs")
    #expect(event["detail-type"] as? String == "AWS API Call via CloudTrail")
    #expect(event["account"] as? String == "123456789012")
    let detail = try detail(bytes)
    #expect(detail["eventSource"] as? String == "ecs.amazonaws.com")
    #expect(detail["eventName"] as? String == call.rawValue)
    #expect(detail["errorCode"] == nil)
    let asked = try #require(detail["requestParameters"] as? [String: Any])
    #expect(asked["cluster"] as? String == "main")
    #expect(asked[call == .createService ? "serviceName" : "service"] as? String == "weather")
    let answered = try #require((detail["responseElements"] as? [String: Any])?["service"] as? [String: Any])
    #expect(answered["serviceArn"] as? String == "arn:aws:ecs:eu-west-1:123456789012:service/main/weather")
    #expect(answered["status"] as? String == (call == .deleteService ? "DRAINING" : "ACTIVE"))
  }

  @Test func A_cluster_is_named_by_name_by_ARN_or_not_at_all() throws {
    let clusters = try EventFixtures.ClusterReference.allCases.map { reference in
      let asked = try detail(events.called(.updateService, service: "x", cluster: "main", as: reference))[
        "requestParameters"]
      return (asked as? [String: Any])?["cluster"] as? String
    }
    #expect(clusters == ["main", "arn:aws:ecs:eu-west-1:123456789012:cluster/main", nil])
  }

  @Test func A_refused_call_has_an_error_and_no_answer() throws {
    let detail = try detail(events.refused(.createService, service: "weather", cluster: "main"))
    #expect(detail["errorCode"] as? String == "InvalidParameterException")
    #expect(detail["responseElements"] is NSNull)
  }

  @Test func Another_service_has_calls_of_the_same_name() throws {
    let bytes = events.calledElsewhere(.createService)
    #expect(try document(bytes)["source"] as? String == "aws.apprunner")
    #expect(try detail(bytes)["eventSource"] as? String == "apprunner.amazonaws.com")
  }

  @Test func What_ECS_tells_itself_has_the_service_among_the_resources() throws {
    for (bytes, type) in [
      (events.deployment(service: "weather", cluster: "main"), "ECS Deployment State Change"),
      (events.action(service: "weather", cluster: "main"), "ECS Service Action"),
    ] {
      let event = try document(bytes)
      #expect(event["detail-type"] as? String == type)
      #expect(event["resources"] as? [String] == ["arn:aws:ecs:eu-west-1:123456789012:service/main/weather"])
    }
  }

  @Test func A_schedule_is_no_event_of_ECS() throws {
    let event = try document(events.schedule())
    #expect(event["source"] as? String == "aws.events")
    #expect(event["detail-type"] as? String == "Scheduled Event")
  }

  @Test func Events_have_identifiers_so_that_one_may_come_twice() throws {
    let one = try document(events.action(service: "x", cluster: "main", id: 1))["id"] as? String
    let two = try document(events.action(service: "x", cluster: "main", id: 2))["id"] as? String
    #expect(one != nil && one != two)
    #expect(events.action(service: "x", cluster: "main", id: 1) == events.action(service: "x", cluster: "main", id: 1))
  }
}

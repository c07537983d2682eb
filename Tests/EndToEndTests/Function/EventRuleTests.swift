import AWSDouble
import AWSTesting
import LambdaTesting
import Testing

/// What the template's rule lets pass, and that the registrar understands it.
@Suite(.enabled(if: PythonTools.arePresent, Comment(rawValue: PythonTools.absence)), .timeLimit(.minutes(5)))
struct EventRuleTests {
  /// Delivered once for all tests.
  private static let cases = Task {
    try await DeliveredEvents.cases(
      template: "deploy/route53/template.yaml", rule: "RegistrarRule",
      parameters: [
        "ClusterName": "main", "ClusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
      ])
  }

  @Test func The_registrar_is_told_of_changes_to_its_clusters_services_and_of_nothing_else() async throws {
    let cases = try await Self.cases.value
    #expect(cases.contains { $0.reaches } && cases.contains { !$0.reaches })
    for event in cases {
      #expect((event.delivered != nil) == event.reaches, "\(event.what)")
    }
  }

  @Test func Each_event_that_is_delivered_sets_right_what_it_is_about() async throws {
    for event in try await Self.cases.value {
      guard let delivered = event.delivered else { continue }
      let aws = AWSDouble.withOneService("weather")
      try await RunningFunction.run(with: aws) { function in
        _ = try await function.invoke("everything", Array("{}".utf8))
        #expect(aws.names == ["weather.ecs.internal. CNAME internal-lb.elb.amazonaws.com"])
        // What happened, of which the event tells one half.
        aws.deleteService("weather", in: "main", leaving: "DRAINING")
        let balancer = aws.putLoadBalancer("new-lb", dnsName: "new-lb.elb.amazonaws.com")
        aws.putService("twitch", in: "main", loadBalancers: [aws.putTargetGroup("twitch", behind: [balancer])])
        let report = try await function.invoke("a", delivered)
        #expect(report.kind == .response, "\(event.what): \(report.text)")
      }
      if event.what.contains("deleted") {
        #expect(!aws.names.contains { $0.hasPrefix("weather.") }, "\(event.what)")
      } else {
        #expect(aws.names.contains("twitch.ecs.internal. CNAME new-lb.elb.amazonaws.com"), "\(event.what)")
      }
    }
  }
}

import HTTPClient
import HTTPTypes
import Testing

@testable import AWS

@Suite struct LoadBalancingTests {
  private static func response(_ action: String, _ result: String) -> String {
    "<\(action)Response xmlns=\"http://x/\"><\(action)Result>\(result)</\(action)Result></\(action)Response>"
  }

  private static func balancer(_ name: String) -> String {
    """
    <member><LoadBalancerArn>arn:\(name)</LoadBalancerArn><LoadBalancerName>\(name)</LoadBalancerName>
    <DNSName>\(name).elb.amazonaws.com</DNSName><State><Code>active</Code></State><Type>application</Type></member>
    """
  }

  @Test func Classic_ones_are_found_by_name() async throws {
    let aws = ScriptedAWS(bodies: [
      Self.response(
        "DescribeLoadBalancers",
        """
        <LoadBalancerDescriptions><member><LoadBalancerName>lb</LoadBalancerName><DNSName>lb.elb.amazonaws.com</DNSName>
        <Subnets><member>s</member></Subnets></member></LoadBalancerDescriptions>
        """)
    ])
    let found = try await LoadBalancing(.test(aws)).classic(named: ["lb", "ä b"])
    #expect(found == [ClassicLoadBalancer(name: "lb", dnsName: "lb.elb.amazonaws.com")])
    #expect(
      aws.sent == [
        "Action=DescribeLoadBalancers&Version=2012-06-01&LoadBalancerNames.member.1=lb"
          + "&LoadBalancerNames.member.2=%C3%A4%20b"
      ])
    #expect(aws.requests.first?.url == "https://elasticloadbalancing.eu-west-1.amazonaws.com/")
    #expect(aws.requests.first?.fields[.contentType] == "application/x-www-form-urlencoded; charset=utf-8")
  }

  @Test func All_pages_are_read() async throws {
    let aws = ScriptedAWS(bodies: [
      Self.response(
        "DescribeLoadBalancers",
        "<LoadBalancers>\(Self.balancer("a"))</LoadBalancers><NextMarker>m=1</NextMarker>"),
      Self.response("DescribeLoadBalancers", "<LoadBalancers>\(Self.balancer("b"))</LoadBalancers>"),
    ])
    let found = try await LoadBalancing(.test(aws)).loadBalancers()
    #expect(found.map(\.name) == ["a", "b"])
    #expect(found.first?.state == "active")
    #expect(aws.sent.last == "Action=DescribeLoadBalancers&Version=2015-12-01&Marker=m%3D1")
  }

  @Test func Many_are_asked_for_twenty_at_a_time_and_none_not_at_all() async throws {
    let aws = ScriptedAWS(bodies: [
      Self.response("DescribeLoadBalancers", "<LoadBalancers>\(Self.balancer("a"))</LoadBalancers>")
    ])
    let balancing = try LoadBalancing(.test(aws))
    #expect(try await balancing.loadBalancers(named: []).isEmpty)
    #expect(try await balancing.loadBalancers((0..<41).map { "arn:\($0)" }).count == 3)
    #expect(aws.sent.last?.hasSuffix("&LoadBalancerArns.member.1=arn%3A40") == true)
  }

  @Test func A_target_group_knows_its_load_balancers() async throws {
    let aws = ScriptedAWS(bodies: [
      Self.response(
        "DescribeTargetGroups",
        """
        <TargetGroups><member><TargetGroupArn>arn:t</TargetGroupArn><TargetGroupName>t</TargetGroupName>
        <LoadBalancerArns><member>arn:a</member></LoadBalancerArns></member>
        <member><TargetGroupArn>arn:u</TargetGroupArn><TargetGroupName>u</TargetGroupName><LoadBalancerArns/></member>
        </TargetGroups>
        """)
    ])
    #expect(
      try await LoadBalancing(.test(aws)).targetGroups(["arn:t", "arn:u"]) == [
        TargetGroup(arn: "arn:t", name: "t", loadBalancerARNs: ["arn:a"]),
        TargetGroup(arn: "arn:u", name: "u", loadBalancerARNs: []),
      ])
  }

  @Test func An_answer_without_a_result_is_an_error() async throws {
    let aws = ScriptedAWS(bodies: ["<DescribeTargetGroupsResponse/>"])
    let error = await #expect(throws: AWSError.self) { try await LoadBalancing(.test(aws)).targetGroups() }
    #expect(error?.code == .unexpectedAnswer)
  }
}

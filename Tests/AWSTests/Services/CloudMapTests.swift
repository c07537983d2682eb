import HTTPClient
import Testing

@testable import AWS

@Suite struct CloudMapTests {
  @Test func Services_of_a_namespace_are_listed() async throws {
    let aws = ScriptedAWS(bodies: [
      #"{"Services":[{"Id":"srv-1","Arn":"arn:1","Name":"twitch"}],"NextToken":"n"}"#, #"{"Services":[]}"#,
    ])
    let services = try await CloudMap(.test(aws)).services(inNamespace: "ns-1")
    #expect(services.map(\.name) == ["twitch"])
    let filter = #""Filters":[{"Condition":"EQ","Name":"NAMESPACE_ID","Values":["ns-1"]}]"#
    #expect(aws.sent == ["{\(filter)}", #"{\#(filter),"NextToken":"n"}"#])
    #expect(aws.requests.first?.url == "https://servicediscovery.eu-west-1.amazonaws.com/")
  }

  @Test func Instances_are_found_on_the_hosts_for_data() async throws {
    let aws = ScriptedAWS(bodies: [
      """
      {"Instances":[{"InstanceId":"i-1","HealthStatus":"HEALTHY","NamespaceName":"workshop.local",
      "Attributes":{"AWS_INSTANCE_IPV4":"10.0.0.1","AWS_INSTANCE_PORT":"4567"}},{"InstanceId":"i-2"}],
      "InstancesRevision":7}
      """
    ])
    let instances = try await CloudMap(.test(aws)).instances(of: "twitch", in: "workshop.local")
    #expect(instances.map(\.id) == ["i-1", "i-2"])
    #expect(instances[0].attributes["AWS_INSTANCE_PORT"] == "4567")
    #expect(instances[1].health == nil)
    #expect(aws.requests.first?.url == "https://data-servicediscovery.eu-west-1.amazonaws.com/")
    #expect(
      aws.sent == [
        #"{"HealthStatus":"HEALTHY_OR_ELSE_ALL","MaxResults":1000,"NamespaceName":"workshop.local","ServiceName":"twitch"}"#
      ])
  }
}

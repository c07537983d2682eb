import HTTPClient
import HTTPTypes
import Testing

@testable import AWS

@Suite struct ECSTests {
  private static let service = """
    {"serviceArn":"arn:s","serviceName":"TwitchApp","clusterArn":"arn:c","status":"ACTIVE","desiredCount":2,
    "runningCount":1,"createdAt":1.5e9,"events":[{"message":"m"}],
    "loadBalancers":[{"targetGroupArn":"arn:t","containerName":"app","containerPort":4567},{"loadBalancerName":"lb"}],
    "serviceRegistries":[{"registryArn":"arn:r","port":4567}]}
    """

  @Test func All_services_of_a_cluster_are_listed() async throws {
    let aws = ScriptedAWS(bodies: [#"{"serviceArns":["a","b"],"nextToken":"n"}"#, #"{"serviceArns":["c"]}"#])
    #expect(try await ECS(.test(aws)).serviceARNs(in: "main") == ["a", "b", "c"])
    #expect(
      aws.sent == [
        #"{"cluster":"main","maxResults":100}"#, #"{"cluster":"main","maxResults":100,"nextToken":"n"}"#,
      ])
    let request = try #require(aws.requests.first)
    #expect(request.url == "https://ecs.eu-west-1.amazonaws.com/")
    #expect(request.fields[.contentType] == "application/x-amz-json-1.1")
    #expect(
      request.fields[.known("X-Amz-Target")] == "AmazonEC2ContainerServiceV20141113.ListServices")
  }

  @Test func A_service_has_its_load_balancers_of_both_kinds() async throws {
    let aws = ScriptedAWS(bodies: [#"{"services":[\#(Self.service)],"failures":[{"arn":"x","reason":"MISSING"}]}"#])
    let described = try await ECS(.test(aws)).services(["TwitchApp", "x"], in: "main")
    let service = try #require(described.items.first)
    #expect(service.serviceName == "TwitchApp")
    #expect(service.runningCount == 1)
    #expect(service.loadBalancers.map(\.targetGroupArn) == ["arn:t", nil])
    #expect(service.loadBalancers.map(\.loadBalancerName) == [nil, "lb"])
    #expect(service.serviceRegistries.map(\.registryArn) == ["arn:r"])
    #expect(described.failures == [ECSFailure(arn: "x", reason: "MISSING")])
  }

  @Test func Services_are_described_ten_at_a_time() async throws {
    let aws = ScriptedAWS(bodies: [#"{"services":[\#(Self.service)]}"#])
    let names = (0..<21).map { "s\($0)" }
    #expect(try await ECS(.test(aws)).services(names, in: "c").items.count == 3)
    #expect(aws.sent.last == #"{"cluster":"c","services":["s20"]}"#)
    #expect(try await ECS(.test(aws)).services([], in: "c").items.isEmpty)
    #expect(aws.requests.count == 3)
  }

  @Test func A_service_of_which_little_is_said_is_read() async throws {
    let bare = #"{"serviceArn":"a","serviceName":"n","clusterArn":"c","status":"INACTIVE"}"#
    let aws = ScriptedAWS(bodies: [#"{"services":[\#(bare)]}"#])
    let service = try #require(try await ECS(.test(aws)).services(["n"], in: "c").items.first)
    #expect(service.loadBalancers.isEmpty && service.serviceRegistries.isEmpty)
  }

  @Test func Clusters_are_described() async throws {
    let aws = ScriptedAWS(bodies: [
      #"{"clusters":[{"clusterArn":"arn","clusterName":"main","status":"ACTIVE"}],"failures":[]}"#
    ])
    #expect(
      try await ECS(.test(aws)).clusters(["main"]).items
        == [ECSCluster(clusterArn: "arn", clusterName: "main", status: "ACTIVE")])
  }

  @Test(arguments: ["", "[]", #"{"services":[{}]}"#, #"{"services":[{"desiredCount":1e99}]}"#])
  func An_answer_that_is_none_is_an_error(body: String) async throws {
    let aws = ScriptedAWS(bodies: [body])
    let error = await #expect(throws: AWSError.self) { try await ECS(.test(aws)).services(["n"], in: "c") }
    #expect(error?.code == .unexpectedAnswer)
  }
}

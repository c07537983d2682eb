import Testing

@testable import AWS
@testable import AWSDouble

/// Load balancers of both generations.
@Suite struct BalancersTests {
  private let stage = Stage()

  private func code(_ call: () async throws -> Void) async -> AWSError.Code? {
    await #expect(throws: AWSError.self) { try await call() }?.code
  }

  @Test func Each_generation_has_its_own() async throws {
    let arn = stage.aws.putLoadBalancer("new", dnsName: "new.example.com", state: "provisioning", type: "network")
    stage.aws.putClassicLoadBalancer("old", dnsName: "old.example.com")
    #expect(try await stage.balancing.classic() == [ClassicLoadBalancer(name: "old", dnsName: "old.example.com")])
    let new = LoadBalancer(arn: arn, name: "new", dnsName: "new.example.com", state: "provisioning", type: "network")
    #expect(try await stage.balancing.loadBalancers() == [new])
    #expect(try await stage.balancing.loadBalancers([arn]) == [new])
    #expect(try await stage.balancing.loadBalancers(named: ["new"]) == [new])
    #expect(await code { _ = try await stage.balancing.classic(named: ["new"]) } == .loadBalancerNotFound)
    #expect(await code { _ = try await stage.balancing.loadBalancers(named: ["old"]) } == .loadBalancerNotFound)
  }

  @Test func One_that_is_missing_fails_the_whole_call() async throws {
    let arn = stage.aws.putLoadBalancer("lb")
    let group = try #require(stage.aws.putTargetGroup("one", behind: [arn]).targetGroupArn)
    let absent = stage.aws.place.targetGroup("none")
    stage.aws.putClassicLoadBalancer("old")
    #expect(try await stage.balancing.targetGroups([group]).map(\.loadBalancerARNs) == [[arn]])
    #expect(await code { _ = try await stage.balancing.targetGroups([group, absent]) } == .targetGroupNotFound)
    #expect(await code { _ = try await stage.balancing.classic(named: ["old", "none"]) } == .loadBalancerNotFound)
    let other = stage.aws.place.loadBalancer("none")
    #expect(await code { _ = try await stage.balancing.loadBalancers([arn, other]) } == .loadBalancerNotFound)
  }

  @Test func A_load_balancer_that_is_removed_is_behind_no_group() async throws {
    let arn = stage.aws.putLoadBalancer("lb")
    let group = try #require(stage.aws.putTargetGroup("one", behind: [arn]).targetGroupArn)
    stage.aws.removeLoadBalancer(arn)
    #expect(try await stage.balancing.targetGroups([group]).map(\.loadBalancerARNs) == [[]])
    stage.aws.removeTargetGroup(group)
    #expect(await code { _ = try await stage.balancing.targetGroups([group]) } == .targetGroupNotFound)
  }

  @Test func What_is_no_ARN_of_its_kind_is_refused() async throws {
    #expect(await code { _ = try await stage.balancing.loadBalancers(["lb"]) } == "ValidationError")
    #expect(
      await code { _ = try await stage.balancing.targetGroups([stage.aws.place.loadBalancer("lb")]) }
        == "ValidationError")
  }

  @Test func Lists_come_in_pages() async throws {
    for number in 0..<900 { stage.aws.putLoadBalancer("lb-\(number)") }
    #expect(try await stage.balancing.loadBalancers().count == 900)
    #expect(stage.aws.journal.count == 3)
  }
}

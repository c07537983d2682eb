import Testing

@testable import AWS
@testable import Registrar

@Suite struct ServiceTargetsTests {
  private var known = LoadBalancers()

  private func targets(_ references: ECSLoadBalancer...) -> ServiceTargets {
    let service = ECSService(serviceArn: "s", serviceName: "s", clusterArn: "c", loadBalancers: references)
    return ServiceTargets(of: service, in: known)
  }

  @Test mutating func A_classic_load_balancer_is_found_by_name_and_others_by_target_group() {
    known.classic["old"] = ClassicLoadBalancer(name: "old", dnsName: "old.example.com")
    known.targetGroups["g"] = TargetGroup(arn: "g", name: "group", loadBalancerARNs: ["n"])
    known.others["n"] = LoadBalancer(arn: "n", name: "new", dnsName: "new.example.com")
    let found = targets(ECSLoadBalancer(targetGroupArn: "g"), ECSLoadBalancer(loadBalancerName: "old"))
    #expect(
      found.targets == [
        Target(dnsName: "new.example.com", origin: "load balancer new"),
        Target(dnsName: "old.example.com", origin: "classic load balancer old"),
      ])
    #expect(found.faults.isEmpty)
  }

  @Test func What_does_not_exist_is_a_fault() {
    let found = targets(ECSLoadBalancer(loadBalancerName: "x"), ECSLoadBalancer(targetGroupArn: "y"))
    #expect(found.targets.isEmpty)
    #expect(found.faults.map(\.code) == [.loadBalancerMissing, .targetGroupMissing])
  }

  @Test mutating func A_target_group_whose_load_balancer_has_gone_is_a_fault() {
    known.targetGroups["g"] = TargetGroup(arn: "g", name: "group", loadBalancerARNs: ["n"])
    #expect(targets(ECSLoadBalancer(targetGroupArn: "g")).faults.map(\.code) == [.loadBalancerMissing])
  }

  @Test mutating func A_target_group_of_several_load_balancers_has_them_in_the_order_of_their_ARNs() {
    known.targetGroups["g"] = TargetGroup(arn: "g", name: "group", loadBalancerARNs: ["2", "1"])
    for arn in ["1", "2"] { known.others[arn] = LoadBalancer(arn: arn, name: arn, dnsName: "\(arn).example.com") }
    #expect(targets(ECSLoadBalancer(targetGroupArn: "g")).targets.map(\.dnsName) == ["1.example.com", "2.example.com"])
  }

  @Test(arguments: [("active", true), ("provisioning", true), ("active_impaired", true), ("failed", false)])
  mutating func A_load_balancer_counts_unless_it_could_not_be_set_up(state: String, counts: Bool) {
    known.targetGroups["g"] = TargetGroup(arn: "g", name: "group", loadBalancerARNs: ["n"])
    known.others["n"] = LoadBalancer(arn: "n", name: "n", dnsName: "n.example.com", state: state)
    let found = targets(ECSLoadBalancer(targetGroupArn: "g"))
    #expect(found.targets.isEmpty == !counts)
    #expect(found.faults.map(\.code) == (counts ? [] : [.loadBalancerFailed]))
  }

  @Test func A_reference_to_nothing_is_passed_over() {
    #expect(targets(ECSLoadBalancer()) == targets())
  }
}

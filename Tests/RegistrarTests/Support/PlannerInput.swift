@testable import AWS
@testable import Registrar

/// What a planner is asked, as a test builds it. Load balancer `x` has the DNS name `x.example.com` and stands behind
/// target group `x`.
struct PlannerInput {
  static let identity = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")

  var records: [ResourceRecordSet] = []
  var services: [ECSService] = []
  var missing: Set<String> = []
  var balancers = ["a", "b", "c"]
  var scope = ReconcileScope.all

  mutating func service(
    _ name: String, behind: [String] = ["a"], status: String = "ACTIVE", arn: String? = nil
  ) {
    services.append(
      ECSService(
        serviceArn: arn ?? "arn:aws:ecs:eu-west-1:123456789012:service/main/\(name)", serviceName: name,
        clusterArn: "arn:aws:ecs:eu-west-1:123456789012:cluster/main", status: status,
        loadBalancers: behind.map { ECSLoadBalancer(targetGroupArn: $0) }))
  }

  mutating func record(_ type: String, _ name: String, _ value: String, ttl: Int = 60) {
    records.append(ResourceRecordSet(name: "\(name).ecs.internal.", type: type, ttl: ttl, values: [value]))
  }

  mutating func owned(
    _ label: String, to target: String, service: String? = nil, cluster: String = "main", ttl: Int = 60
  ) {
    record("CNAME", label, target, ttl: ttl)
    mark(label, service: service, cluster: cluster, ttl: ttl)
  }

  mutating func mark(_ label: String, service: String? = nil, cluster: String = "main", ttl: Int = 60) {
    var owner = Self.identity
    owner.cluster = cluster
    record("TXT", "_registrar.\(label)", Ownership(owner: owner, service: service ?? label).value, ttl: ttl)
  }

  var plan: ReconcilePlan {
    var known = LoadBalancers()
    for name in balancers {
      known.targetGroups[name] = TargetGroup(arn: name, name: name, loadBalancerARNs: [name])
      known.others[name] = LoadBalancer(arn: name, name: name, dnsName: "\(name).example.com", state: "active")
    }
    return Planner(
      zone: ZoneView(zone: "ecs.internal", records: records),
      cluster: ClusterView(identity: Self.identity, services: services, missing: missing), loadBalancers: known,
      ttl: 60, scope: scope
    ).plan()
  }
}

extension ReconcilePlan {
  /// Such as `create weather.ecs.internal a.example.com`.
  var summary: [String] {
    changes.map { "\($0.kind.rawValue) \($0.name) \($0.to ?? "-")" }
  }

  /// Such as `NameTaken Weather weather.ecs.internal`.
  var troubles: [String] {
    problems.map { [$0.code.description, $0.service, $0.name].compactMap { $0 }.joined(separator: " ") }
  }
}

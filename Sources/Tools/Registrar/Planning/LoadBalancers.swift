import AWS

/// What load balancing says of all that the services name. What was asked for and is not here does not exist.
struct LoadBalancers: Sendable {
  /// By name.
  var classic: [String: ClassicLoadBalancer] = [:]
  /// By ARN.
  var targetGroups: [String: TargetGroup] = [:]
  /// By ARN.
  var others: [String: LoadBalancer] = [:]
}

/// Where a service can be reached.
struct Target: Sendable, Hashable {
  /// As load balancing writes it.
  var dnsName: String
  /// `load balancer twitch-lb`
  var origin: String

  /// Names are alike in DNS whatever the case of their letters, with the last dot or without.
  func isCalled(_ name: String) -> Bool { RecordName(name) == RecordName(dnsName) }
}

/// What the load balancers of one service come to.
struct ServiceTargets: Sendable, Equatable {
  /// In the order of the service, each name once.
  var targets: [Target] = []
  /// Why others are none, for a person to mend.
  var faults: [Problem] = []
  /// The same where it may mend itself, such as a target group that nothing sends to yet.
  var waits: [String] = []

  init(of service: ECSService, in known: LoadBalancers) {
    for reference in service.loadBalancers {
      if let name = reference.loadBalancerName {
        addClassic(name, of: service, in: known)
      } else if let group = reference.targetGroupArn {
        addTargetGroup(group, of: service, in: known)
      }
    }
  }

  private mutating func addClassic(_ name: String, of service: ECSService, in known: LoadBalancers) {
    guard let balancer = known.classic[name] else {
      return fault(.loadBalancerMissing, service, "The classic load balancer \(name) does not exist.")
    }
    add(Target(dnsName: balancer.dnsName, origin: "classic load balancer \(name)"))
  }

  private mutating func addTargetGroup(_ arn: String, of service: ECSService, in known: LoadBalancers) {
    guard let group = known.targetGroups[arn] else {
      return fault(.targetGroupMissing, service, "The target group \(arn) does not exist.")
    }
    if group.loadBalancerARNs.isEmpty { waits.append("no load balancer sends to target group \(group.name)") }
    for balancerARN in group.loadBalancerARNs.sorted() {
      guard let balancer = known.others[balancerARN] else {
        fault(.loadBalancerMissing, service, "The load balancer \(balancerARN) does not exist.")
        continue
      }
      guard balancer.state != "failed" else {
        fault(.loadBalancerFailed, service, "The load balancer \(balancer.name) could not be set up.")
        continue
      }
      add(Target(dnsName: balancer.dnsName, origin: "load balancer \(balancer.name)"))
    }
  }

  private mutating func add(_ target: Target) {
    if !targets.contains(where: { $0.isCalled(target.dnsName) }) { targets.append(target) }
  }

  private mutating func fault(_ code: Problem.Code, _ service: ECSService, _ message: String) {
    let problem = Problem(code, service: service.serviceName, message)
    if !faults.contains(problem) { faults.append(problem) }
  }
}

import AWS

/// Which services want which names, and why others want none.
struct Claims: Sendable {
  /// A service that can be reached, and where: it has one target at least.
  struct Claim: Sendable {
    var service: ECSService
    var targets: [Target]
  }

  /// By label, those of one label by their ARNs.
  private(set) var byLabel: [String: [Claim]] = [:]
  /// By service: why it has no name, as the rest of "… because".
  private(set) var absences: [String: String] = [:]
  private(set) var nameless: [ReconcilePlan.Nameless] = []
  private(set) var problems: [Problem] = []

  init(of cluster: ClusterView, at loadBalancers: LoadBalancers, within scope: ReconcileScope) {
    for name in cluster.missing.sorted() { absences[name] = "service \(name) does not exist" }
    let services = cluster.services.filter { scope.contains($0.serviceName) }
    for service in services.sorted(by: { $0.serviceArn < $1.serviceArn }) { add(service, at: loadBalancers) }
    nameless.sort { $0.service < $1.service }
  }

  private mutating func add(_ service: ECSService, at loadBalancers: LoadBalancers) {
    let name = service.serviceName
    guard service.status == "ACTIVE" else {
      absences[name] = "service \(name) is \(service.status)"
      return
    }
    let found = ServiceTargets(of: service, in: loadBalancers)
    problems += found.faults
    guard !found.targets.isEmpty else {
      absences[name] = found.absence(of: name)
      nameless.append(ReconcilePlan.Nameless(service: name, reason: found.absence(of: name)))
      return
    }
    if let fault = ServiceLabel.fault(of: name) {
      absences[name] = "service \(name) has no name that DNS could tell"
      problems.append(
        Problem(.notALabel, service: name, "The service \(name) cannot have a name in DNS: \(fault)."))
      return
    }
    byLabel[ServiceLabel.folded(name), default: []].append(Claim(service: service, targets: found.targets))
  }
}

extension ServiceTargets {
  fileprivate func absence(of service: String) -> String {
    if !waits.isEmpty { return waits.joined(separator: ", and ") }
    return faults.isEmpty
      ? "service \(service) has no load balancer" : "no load balancer of service \(service) can be used"
  }
}

package import AWS
import Synchronization

/// What a test puts into the account, takes from it and sees of it. None of this is signed, counted or slowed.
extension AWSDouble {
  package var place: Place { state.withLock { $0.settings.place } }

  /// Changes how it behaves from here on; the rate begins anew.
  package func set(_ change: (inout Settings) -> Void) {
    state.withLock { state in
      let before = state.settings.route53PerSecond
      change(&state.settings)
      let rate = state.settings.route53PerSecond
      if rate != before { state.bucket = rate.map { TokenBucket(perSecond: $0) } }
    }
  }

  // MARK: Zones

  /// - Parameter networks: VPCs of a private zone; none makes it public.
  /// - Returns: The ID, as it was given.
  @discardableResult
  package func putZone(_ name: String, id: String = "Z0000000EXAMPLE", networks: [String] = ["vpc-1"]) -> String {
    state.withLock { $0.route53.zones[id] = Zone(id: id, name: Self.known(name), networks: networks) }
    return id
  }

  package func removeZone(_ id: String) {
    state.withLock { $0.route53.zones[id] = nil }
  }

  /// All records of the zone in Route 53's order; none where there is no such zone.
  package func records(in zone: String) -> [ZoneRecords] {
    state.withLock { $0.route53.zones[zone]?.sorted.map(\.value) ?? [] }
  }

  /// Those that Route 53 did not make itself.
  package func writtenRecords(in zone: String) -> [ZoneRecords] {
    guard let apex = state.withLock({ $0.route53.zones[zone]?.name.description }) else { return [] }
    return records(in: zone).filter { !(["NS", "SOA"].contains($0.type) && $0.name == apex) }
  }

  /// As someone else writes a record: it is there afterwards, whatever was there before. No rule is checked.
  package func put(_ records: ZoneRecords, in zone: String) {
    state.withLock { $0.route53.zones[zone]?.put(records, called: Self.known(records.name)) }
  }

  /// As someone else deletes a record.
  package func remove(_ type: String, _ name: String, identifier: String? = nil, in zone: String) {
    let key = RecordKey(Self.known(name), type: type, identifier: identifier)
    state.withLock { $0.route53.zones[zone]?.remove(key) }
  }

  private static func known(_ name: String) -> DomainName {
    do {
      return try DomainName(name)
    } catch {
      preconditionFailure("\(name) is no name: \(error.message)")
    }
  }

  // MARK: Clusters and services

  @discardableResult
  package func putCluster(_ name: String, status: String = "ACTIVE") -> String {
    state.withLock { state in
      let arn = state.settings.place.cluster(name)
      var cluster = state.ecs.clusters[name] ?? ECSDouble.Cluster(arn: arn)
      cluster.status = status
      state.ecs.clusters[name] = cluster
      return arn
    }
  }

  package func removeCluster(_ name: String) {
    state.withLock { $0.ecs.clusters[name] = nil }
  }

  /// Makes the service, and its cluster where there is none; one of that name is replaced. Returns its ARN.
  @discardableResult
  package func putService(
    _ name: String, in cluster: String, loadBalancers: [ECSLoadBalancer] = [], status: String = "ACTIVE",
    desiredCount: Int = 1, runningCount: Int = 1
  ) -> String {
    let clusterARN = putCluster(cluster)
    let arn = place.service(name, in: cluster)
    let service = ECSService(
      serviceArn: arn, serviceName: name, clusterArn: clusterARN, status: status, desiredCount: desiredCount,
      runningCount: runningCount, loadBalancers: loadBalancers)
    state.withLock { $0.ecs.clusters[cluster]?.services[name] = service }
    return arn
  }

  /// Nothing happens where there is no such service.
  package func alterService(_ name: String, in cluster: String, _ change: (inout ECSService) -> Void) {
    state.withLock { state in
      guard var service = state.ecs.clusters[cluster]?.services[name] else { return }
      change(&service)
      state.ecs.clusters[cluster]?.services[name] = service
    }
  }

  /// As after DeleteService: `DRAINING` while tasks stop, then `INACTIVE`, and in the end (nil) `MISSING`.
  package func deleteService(_ name: String, in cluster: String, leaving status: String? = "INACTIVE") {
    guard let status else {
      state.withLock { $0.ecs.clusters[cluster]?.services[name] = nil }
      return
    }
    alterService(name, in: cluster) { service in
      service.status = status
      service.desiredCount = 0
      if status == "INACTIVE" { service.runningCount = 0 }
    }
  }

  /// In the order of their names.
  package func services(in cluster: String) -> [ECSService] {
    state.withLock { state in
      (state.ecs.clusters[cluster]?.services.values).map { $0.sorted { $0.serviceName < $1.serviceName } } ?? []
    }
  }

  // MARK: Load balancers

  /// Returns what a service has that is behind it.
  @discardableResult
  package func putClassicLoadBalancer(_ name: String, dnsName: String? = nil) -> ECSLoadBalancer {
    let dnsName = dnsName ?? "internal-\(name)-1234567890.\(place.region).elb.amazonaws.com"
    state.withLock { $0.balancing.classic[name] = ClassicLoadBalancer(name: name, dnsName: dnsName) }
    return ECSLoadBalancer(loadBalancerName: name, containerName: "app", containerPort: 4567)
  }

  package func removeClassicLoadBalancer(_ name: String) {
    state.withLock { $0.balancing.classic[name] = nil }
  }

  /// Returns its ARN.
  @discardableResult
  package func putLoadBalancer(
    _ name: String, dnsName: String? = nil, state code: String = "active", type: String = "application"
  ) -> String {
    let arn = place.loadBalancer(name, kind: type == "network" ? "net" : type == "gateway" ? "gwy" : "app")
    let dnsName = dnsName ?? "internal-\(name)-1234567890.\(place.region).elb.amazonaws.com"
    let balancer = LoadBalancer(arn: arn, name: name, dnsName: dnsName, state: code, type: type)
    state.withLock { $0.balancing.balancers[arn] = balancer }
    return arn
  }

  package func removeLoadBalancer(_ arn: String) {
    state.withLock { state in
      state.balancing.balancers[arn] = nil
      for group in state.balancing.groups.keys {
        state.balancing.groups[group]?.loadBalancerARNs.removeAll { $0 == arn }
      }
    }
  }

  /// Returns what a service has that is behind it; no load balancer need send to it yet.
  @discardableResult
  package func putTargetGroup(_ name: String, behind loadBalancers: [String] = []) -> ECSLoadBalancer {
    let arn = place.targetGroup(name)
    state.withLock { $0.balancing.groups[arn] = TargetGroup(arn: arn, name: name, loadBalancerARNs: loadBalancers) }
    return ECSLoadBalancer(targetGroupArn: arn, containerName: "app", containerPort: 4567)
  }

  package func removeTargetGroup(_ arn: String) {
    state.withLock { $0.balancing.groups[arn] = nil }
  }
}

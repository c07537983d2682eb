import AWS

/// Finds the load balancers that services name.
struct LoadBalancerReader: Sendable {
  let balancing: LoadBalancing

  /// Throws ``AWSError`` or `CancellationError`.
  func loadBalancers(of services: [ECSService]) async throws -> LoadBalancers {
    let references = services.filter { $0.status == "ACTIVE" }.flatMap(\.loadBalancers)
    var found = LoadBalancers()
    let classic = references.compactMap(\.loadBalancerName)
    for item in try await existing(classic, .loadBalancerNotFound, { try await balancing.classic(named: $0) }) {
      found.classic[item.name] = item
    }
    let groups = references.compactMap(\.targetGroupArn)
    for item in try await existing(groups, .targetGroupNotFound, { try await balancing.targetGroups($0) }) {
      found.targetGroups[item.arn] = item
    }
    let others = found.targetGroups.values.flatMap(\.loadBalancerARNs)
    for item in try await existing(others, .loadBalancerNotFound, { try await balancing.loadBalancers($0) }) {
      found.others[item.arn] = item
    }
    return found
  }

  /// Those of `names` that exist. One that does not fails a whole call, so that the rest is asked for in halves.
  private func existing<Item: Sendable>(
    _ names: [String], _ absence: AWSError.Code, _ ask: ([String]) async throws -> [Item]
  ) async throws -> [Item] {
    let names = Set(names).sorted()
    // Without names everything would be listed.
    guard !names.isEmpty else { return [] }
    do {
      return try await ask(names)
    } catch let error as AWSError where error.code == absence {
      guard names.count > 1 else { return [] }
      let half = names.count / 2
      return try await existing(Array(names[..<half]), absence, ask) + existing(Array(names[half...]), absence, ask)
    }
  }
}

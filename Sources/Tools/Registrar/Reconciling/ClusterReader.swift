import AWS

/// Reads a cluster: which it is, and its services.
struct ClusterReader: Sendable {
  let ecs: ECS
  let cluster: ClusterReference
  let region: Region

  /// Asks ECS only where the cluster is known by its name alone: the account is not known before. Of a cluster that there is
  /// not ECS tells the ARN, too, so that what was written for it can be taken back.
  ///
  /// Throws ``AWSError``, ``RegistrarError`` or `CancellationError`.
  func identity() async throws -> ClusterIdentity {
    if let region = cluster.region, let account = cluster.account {
      return ClusterIdentity(account: account, region: region, cluster: cluster.name)
    }
    let described = try await ecs.clusters([cluster.description])
    let text = described.items.first?.clusterArn ?? described.failures.first?.arn
    guard let arn = text.flatMap(ARN.init), !arn.account.isEmpty else {
      throw RegistrarError(.unreadable, "ECS does not tell of which account the cluster \(cluster.name) is.")
    }
    return ClusterIdentity(account: arn.account, region: region.name, cluster: cluster.name)
  }

  /// The services in `scope`, those named in `recorded` included: ECS is asked about each, so that none is taken for gone
  /// because a list did not have it. Throws where ECS does not tell of every one.
  func services(
    in scope: ReconcileScope, recorded: Set<String>, of identity: ClusterIdentity
  ) async throws -> ClusterView {
    let listed = try await ecs.serviceARNs(in: cluster.description).map { ARN($0)?.path.last ?? $0 }
    let names = scope.services.union(recorded).union(listed.filter(scope.contains)).sorted()
    let described = try await ecs.services(names, in: cluster.description)
    var view = ClusterView(identity: identity, services: described.items)
    for failure in described.failures {
      let arn = failure.arn ?? ""
      guard failure.reason == "MISSING" else {
        throw RegistrarError(.unreadable, "ECS does not tell of the service \(arn): \(failure.reason ?? "no reason").")
      }
      view.missing.insert(ARN(arn)?.path.last ?? arn)
    }
    let told = view.missing.union(view.services.map(\.serviceName))
    if let silent = names.first(where: { !told.contains($0) }) {
      throw RegistrarError(.unreadable, "ECS says nothing of the service \(silent).")
    }
    return view
  }
}

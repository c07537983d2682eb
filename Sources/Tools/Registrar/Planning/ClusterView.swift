import AWS

/// What ECS says of the services that it was asked about.
struct ClusterView: Sendable {
  var identity: ClusterIdentity
  var services: [ECSService] = []
  /// Names of those that there are not.
  var missing: Set<String> = []
}

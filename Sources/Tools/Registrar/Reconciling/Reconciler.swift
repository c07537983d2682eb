import AWS
import Logging

/// Reads the cluster and the zone, and has the zone say what the cluster is.
///
/// Either all is read or nothing is changed. Every change names what was read, and Route 53 refuses it where that is not there
/// any more; then everything is read and decided again. So two of them at work at once, a person at the same zone or an
/// answer that was lost do no harm.
struct Reconciler: Sendable {
  let reader: ClusterReader
  let balancing: LoadBalancerReader
  let route53: Route53
  let zoneID: String
  /// Seconds.
  let ttl: Int
  var isDryRun: Bool
  let facts: RegistrarFacts
  let logger: Logger
  var limits = ChangeBatches.Limits()

  /// How often the zone is read before what is refused is taken for impossible. From the second time on a batch that is
  /// refused is cut, so that one impossible change keeps no other from being made.
  static let rounds = 3

  /// Throws ``RegistrarError`` or `CancellationError`.
  func reconcile(_ scope: ReconcileScope) async throws -> ReconcileOutcome {
    try await settle { zone, identity in
      let recorded = zone.labels(of: identity).filter(scope.contains).compactMap { zone.service(of: $0, by: identity) }
      let cluster = try await Self.reading("The services of the cluster cannot be read.") {
        try await reader.services(in: scope, recorded: Set(recorded), of: identity)
      }
      let loadBalancers = try await Self.reading("The load balancers cannot be read.") {
        try await balancing.loadBalancers(of: cluster.services.filter { scope.contains($0.serviceName) })
      }
      return Planner(zone: zone, cluster: cluster, loadBalancers: loadBalancers, ttl: ttl, scope: scope).plan()
    }
  }

  /// Deletes all records that were written for the cluster, whatever its services are.
  func withdraw() async throws -> ReconcileOutcome {
    try await settle { zone, identity in ReconcilePlan.withdrawal(of: identity, from: zone) }
  }

  private func settle(
    _ decide: (ZoneView, ClusterIdentity) async throws -> ReconcilePlan
  ) async throws -> ReconcileOutcome {
    let identity = try await identity()
    let zoneName = try await zoneName()
    var outcome = ReconcileOutcome()
    for round in 1...Self.rounds {
      let records = try await Self.reading("The zone cannot be read.") { try await route53.recordSets(in: zoneID) }
      outcome.plan = try await decide(ZoneView(zone: zoneName, records: records), identity)
      if isDryRun || outcome.plan.changes.isEmpty { return outcome }
      let refusals = try await write(outcome.plan.changes, for: identity, isolating: round > 1, into: &outcome)
      if refusals.isEmpty { return outcome }
      for refusal in refusals {
        logger.notice(
          round < Self.rounds ? "change refused; reading again" : "change refused",
          metadata: ["name": .string(refusal.change.name), "error": .string("\(refusal.error)")])
      }
      guard round == Self.rounds else { continue }
      outcome.plan.problems += refusals.map { refusal in
        Problem(
          .refused, service: refusal.change.service, name: refusal.change.name,
          "Route 53 refuses to \(refusal.change.kind.rawValue) \(refusal.change.name): \(refusal.error.message)")
      }
    }
    return outcome
  }

  private func write(
    _ changes: [PlannedChange], for identity: ClusterIdentity, isolating: Bool, into outcome: inout ReconcileOutcome
  ) async throws -> [ZoneWriter.Refusal] {
    let writer = ZoneWriter(
      route53: route53, zoneID: zoneID, comment: "registrar of the cluster \(identity.cluster.prefix(200))",
      limits: limits)
    do {
      return try await writer.write(changes, isolating: isolating) { batch in
        outcome.written += batch
        for change in batch { change.log(to: logger) }
      }
    } catch let error as AWSError {
      throw RegistrarError(
        .unwritable, "The zone cannot be written; \(outcome.written.count) names are done.", cause: error)
    }
  }

  /// Neither changes while the registrar runs.
  func identity() async throws -> ClusterIdentity {
    if let identity = facts.identity { return identity }
    let identity = try await Self.reading("The cluster cannot be read.") { try await reader.identity() }
    facts.identity = identity
    return identity
  }

  private func zoneName() async throws -> String {
    if let name = facts.zoneName { return name }
    let zone = try await Self.reading("The zone cannot be read.") { try await route53.hostedZone(zoneID) }
    if !zone.isPrivate {
      logger.warning("the zone is public: everyone can read what is in it", metadata: ["zone": .string(zone.name)])
    }
    let name = zone.name.hasSuffix(".") ? String(zone.name.dropLast()) : zone.name
    facts.zoneName = name
    return name
  }

  private static func reading<Value>(
    _ message: String, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as AWSError {
      throw RegistrarError(.unreadable, message, cause: error)
    }
  }
}

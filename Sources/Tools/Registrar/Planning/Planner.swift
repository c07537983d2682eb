import AWS

/// Compares what the zone says with what the cluster is, and decides what has to change. Values in, values out.
///
/// A name belongs to the services that fold to it. Of several the one that has it keeps it, else the first by ARN gets
/// it; of several load balancers likewise. So nothing goes back and forth, whatever the order in which things are told.
struct Planner: Sendable {
  let zone: ZoneView
  let cluster: ClusterView
  let loadBalancers: LoadBalancers
  /// Seconds.
  let ttl: Int
  var scope = ReconcileScope.all

  func plan() -> ReconcilePlan {
    let claims = Claims(of: cluster, at: loadBalancers, within: scope)
    var plan = ReconcilePlan(nameless: claims.nameless, problems: claims.problems)
    let owned = zone.labels(of: cluster.identity).filter(scope.contains)
    for label in Set(claims.byLabel.keys).union(owned).sorted() {
      let recorded = zone.service(of: label, by: cluster.identity)
      let rivals = claims.byLabel[label] ?? []
      guard let winner = rivals.first(where: { $0.service.serviceName == recorded }) ?? rivals.first else {
        retire(label, recorded, claims, in: &plan)
        continue
      }
      for rival in rivals where rival.service.serviceArn != winner.service.serviceArn {
        plan.problems.append(
          Problem(
            .nameTaken, service: rival.service.serviceName, name: zone.name(label),
            "The service \(rival.service.serviceName) cannot have the name \(zone.name(label)): "
              + "the service \(winner.service.serviceName) has it."))
      }
      establish(label, winner, in: &plan)
    }
    return plan
  }

  /// Takes the name from a service that wants none any more. What was not asked about is left as it is.
  private func retire(_ label: String, _ recorded: String?, _ claims: Claims, in plan: inout ReconcilePlan) {
    guard let recorded else { return }
    var reason = claims.absences[recorded]
    if reason == nil, claims.byLabel[ServiceLabel.folded(recorded)] != nil, ServiceLabel.folded(recorded) != label {
      reason = "service \(recorded) is found by another name"
    }
    guard let reason else { return }
    plan.remove(label, of: zone, because: reason)
  }

  /// Makes the name lead to the winner.
  private func establish(_ label: String, _ winner: Claims.Claim, in plan: inout ReconcilePlan) {
    let service = winner.service.serviceName
    let name = zone.names[label] ?? ZoneView.Name()
    func problem(_ code: Problem.Code, _ message: String) {
      plan.problems.append(Problem(code, service: service, name: zone.name(label), message))
    }
    switch name.mark {
    case .unreadable:
      problem(.foreignOwner, "\(zone.markName(label)) is no mark that this registrar can read; the name is left alone.")
    case .none where !name.isEmpty:
      let types = (name.aliases.isEmpty ? [] : ["CNAME"]) + name.otherTypes.sorted()
      problem(
        .foreignRecord,
        "\(zone.name(label)) has a record (\(types.joined(separator: ", "))) that no registrar wrote; it is left alone."
      )
    case .none:
      plan.changes.append(write(label, winner, over: nil, nil))
    case .owned(let ownership, let mark):
      guard ownership.owner == cluster.identity else {
        let owner = ownership.owner
        return problem(
          .foreignOwner,
          "\(zone.name(label)) belongs to the service \(ownership.service) of the cluster \(owner.cluster) in "
            + "\(owner.region), account \(owner.account).")
      }
      guard name.otherTypes.isEmpty else {
        let types = name.otherTypes.sorted().joined(separator: ", ")
        problem(.foreignRecord, "\(zone.name(label)) has a record (\(types)) that no registrar wrote.")
        return plan.remove(label, of: zone, because: "others have written records there")
      }
      guard name.aliases.allSatisfy(\.isSimple) else { return plan.refuse(label, of: zone) }
      update(label, winner, ownership, mark, name.aliases.first, in: &plan)
    }
  }

  private func update(
    _ label: String, _ winner: Claims.Claim, _ ownership: Ownership, _ mark: ResourceRecordSet,
    _ alias: ResourceRecordSet?, in plan: inout ReconcilePlan
  ) {
    let choice = TargetChoice(among: winner.targets, recorded: alias)
    let isMarkRight = ownership.service == winner.service.serviceName && mark.ttl == ttl
    guard isMarkRight, let alias, choice.isRecorded, alias.ttl == ttl else {
      var change = write(label, winner, over: alias, mark)
      change.reason = reason(alias, ownership, winner, choice)
      plan.changes.append(change)
      return
    }
    plan.kept.append(
      ReconcilePlan.Kept(
        name: zone.name(label), service: winner.service.serviceName, target: choice.target.dnsName,
        reason: choice.reason))
  }

  /// The change that puts both records in the place of those that were read. The mark is replaced also where it stays as
  /// it is: Route 53 then refuses the change where the name is not ours any more.
  private func write(
    _ label: String, _ winner: Claims.Claim, over alias: ResourceRecordSet?, _ mark: ResourceRecordSet?
  ) -> PlannedChange {
    let service = winner.service.serviceName
    let choice = TargetChoice(among: winner.targets, recorded: alias)
    let ownership = Ownership(owner: cluster.identity, service: service)
    let wanted = [
      ResourceRecordSet(name: zone.name(label), type: "CNAME", ttl: ttl, values: [choice.target.dnsName]),
      ResourceRecordSet(name: zone.markName(label), type: "TXT", ttl: ttl, values: [ownership.value]),
    ]
    return PlannedChange(
      kind: alias == nil ? .create : .replace, name: zone.name(label), service: service, from: alias?.values.first,
      to: choice.target.dnsName, reason: "the service is new here; \(choice.reason)",
      records: [alias, mark].compactMap { $0 }.map { RecordChange(.delete, $0) }
        + wanted.map { RecordChange(.create, $0) })
  }

  private func reason(
    _ alias: ResourceRecordSet?, _ ownership: Ownership, _ winner: Claims.Claim, _ choice: TargetChoice
  ) -> String {
    guard let alias else { return "the record is gone though its mark is there; \(choice.reason)" }
    if !choice.isRecorded { return "the load balancer has changed; \(choice.reason)" }
    if ownership.service != winner.service.serviceName {
      return "the name goes from service \(ownership.service) to \(winner.service.serviceName)"
    }
    return "the TTL is to be \(ttl) s" + (alias.ttl == ttl ? ", that of the mark too" : "")
  }
}

import AWS

extension ReconcilePlan {
  /// Deletes what is stored at `label`, which must be ours: the CNAME, where there is one, and the mark.
  mutating func remove(_ label: String, of zone: ZoneView, because reason: String) {
    guard let name = zone.names[label], case .owned(let ownership, let mark) = name.mark else { return }
    guard name.aliases.allSatisfy(\.isSimple) else { return refuse(label, of: zone) }
    changes.append(
      PlannedChange(
        kind: .delete, name: zone.name(label), service: ownership.service, from: name.aliases.first?.values.first,
        to: nil, reason: reason, records: (name.aliases + [mark]).map { RecordChange(.delete, $0) }))
  }

  /// Leaves alone what is ours, but has been made into something that this program cannot write.
  mutating func refuse(_ label: String, of zone: ZoneView) {
    guard case .owned(let ownership, _) = zone.names[label]?.mark else { return }
    problems.append(
      Problem(
        .unwritableRecord, service: ownership.service, name: zone.name(label),
        "\(zone.name(label)) is an alias or chosen by weight, place or health; it is left alone."))
  }

  /// Deletes all that `owner` has in the zone, whatever its services are.
  static func withdrawal(of owner: ClusterIdentity, from zone: ZoneView) -> ReconcilePlan {
    var plan = ReconcilePlan()
    for label in zone.labels(of: owner) { plan.remove(label, of: zone, because: "all records are withdrawn") }
    return plan
  }
}

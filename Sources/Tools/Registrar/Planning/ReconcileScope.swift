/// How much of the zone a reconcile is about.
enum ReconcileScope: Sendable, Equatable {
  case all
  /// The services of these names, and whatever else has or wants the same labels.
  case services(Set<String>)

  /// Whether a service or a label of this name is looked at.
  func contains(_ name: String) -> Bool {
    switch self {
    case .all: true
    case .services(let names): names.contains { ServiceLabel.folded($0) == ServiceLabel.folded(name) }
    }
  }

  /// Services to be asked about though no list has them.
  var services: Set<String> {
    switch self {
    case .all: []
    case .services(let names): names
    }
  }
}

import AWS

/// The records of a zone as they matter to a registrar: what is at each name directly below the zone's, and whose it is.
struct ZoneView: Sendable {
  /// Whose a name is, by the record beside it.
  enum Mark: Sendable {
    case none
    /// As the record says, and the record as it is stored.
    case owned(Ownership, ResourceRecordSet)
    /// A record that no registrar wrote, or that was changed since into what none can read or write.
    case unreadable
  }

  struct Name: Sendable {
    var mark = Mark.none
    /// The CNAMEs; more than one only where they are chosen among by weight and the like.
    var aliases: [ResourceRecordSet] = []
    /// Types of the other records.
    var otherTypes: Set<String> = []

    var isEmpty: Bool { aliases.isEmpty && otherTypes.isEmpty }
  }

  /// Without the dot at its end.
  let zone: String
  /// By label.
  private(set) var names: [String: Name] = [:]

  init(zone: String, records: [ResourceRecordSet]) {
    self.zone = zone
    let suffix = "." + RecordName(zone).description
    for set in records {
      let full = RecordName(set.name).description
      guard full.hasSuffix(suffix) else { continue }
      var labels = full.dropLast(suffix.utf8.count).split(separator: ".", omittingEmptySubsequences: false)
        .map(String.init)
      if labels.first == Ownership.label, labels.count == 2 {
        labels.removeFirst()
        if set.type == "TXT" { names[labels[0], default: Name()].mark = Self.mark(set) }
      } else if labels.count == 1 {
        if set.type == "CNAME" {
          names[labels[0], default: Name()].aliases.append(set)
        } else {
          names[labels[0], default: Name()].otherTypes.insert(set.type)
        }
      }
    }
  }

  /// The labels whose names `owner` has, in their order.
  func labels(of owner: ClusterIdentity) -> [String] {
    names.compactMap { label, name in
      guard case .owned(let ownership, _) = name.mark, ownership.owner == owner else { return nil }
      return label
    }.sorted()
  }

  /// The service that `label` was written for by `owner`; nil where it was not.
  func service(of label: String, by owner: ClusterIdentity) -> String? {
    guard case .owned(let ownership, _) = names[label]?.mark, ownership.owner == owner else { return nil }
    return ownership.service
  }

  /// `weather.ecs.internal`
  func name(_ label: String) -> String { "\(label).\(zone)" }

  /// `_registrar.weather.ecs.internal`
  func markName(_ label: String) -> String { "\(Ownership.label).\(label).\(zone)" }

  private static func mark(_ set: ResourceRecordSet) -> Mark {
    guard set.isSimple, set.values.count == 1, let ownership = Ownership(value: set.values[0]) else {
      return .unreadable
    }
    return .owned(ownership, set)
  }
}

/// What Route 53 demands of a batch of changes. All are made, one after another, or none.
enum ChangeRules {
  /// `ResourceRecord` elements of one request; those of an UPSERT count twice.
  static let mostRecords = 1000
  /// Characters of all values of one request; those of an UPSERT count twice.
  static let mostCharacters = 32_000
  static let mostValuesOfASet = 400

  /// The zone as it is after `changes`. Throws `InvalidChangeBatch` with a message for each change that cannot be made.
  static func made(_ changes: [RequestedChange], in zone: Zone) throws(ServiceFault) -> Zone {
    try checkSize(changes)
    let named = try names(changes, in: zone)
    try checkRepetitions(named)
    var zone = zone
    var problems: [String] = []
    for (change, name) in named {
      if let problem = problem(change, name, in: zone) {
        problems.append(problem)
        continue
      }
      let key = RecordKey(name, type: change.records.type)
      if change.action == .delete { zone.remove(key) } else { zone.put(change.records, called: name) }
    }
    guard problems.isEmpty else { throw .invalidChangeBatch(problems) }
    return zone
  }

  private typealias Named = (change: RequestedChange, name: DomainName)

  private static func checkSize(_ changes: [RequestedChange]) throws(ServiceFault) {
    func sum(_ size: (ZoneRecords) -> Int) -> Int {
      changes.reduce(0) { $0 + size($1.records) * ($1.action == .upsert ? 2 : 1) }
    }
    guard sum({ $0.values.count }) <= mostRecords else {
      throw .invalidChangeBatch(["Number of records limit of \(mostRecords) exceeded."])
    }
    guard sum({ $0.values.reduce(0) { $0 + $1.count } }) <= mostCharacters else {
      throw .invalidChangeBatch(["Number of characters limit of \(mostCharacters) exceeded."])
    }
  }

  /// Names that are none, and those outside of the zone, are told before anything is compared.
  private static func names(_ changes: [RequestedChange], in zone: Zone) throws(ServiceFault) -> [Named] {
    var named: [Named] = []
    var problems: [String] = []
    for change in changes {
      do {
        let name = try DomainName(change.records.name)
        if name.isWithin(zone.name) {
          named.append((change, name))
        } else {
          problems.append("RRSet with DNS name \(name) is not permitted in zone \(zone.name)")
        }
      } catch {
        problems += error.details
      }
    }
    guard problems.isEmpty else { throw .invalidChangeBatch(problems) }
    return named
  }

  /// A set may come once in a batch, or twice to be deleted and then created.
  private static func checkRepetitions(_ named: [Named]) throws(ServiceFault) {
    var actions: [RecordKey: [RequestedChange.Action]] = [:]
    var problems: [String] = []
    for (change, name) in named {
      let key = RecordKey(name, type: change.records.type)
      actions[key, default: []].append(change.action)
      if let all = actions[key], all.count > 1, all != [.delete, .create] {
        let problem =
          "The request contains an invalid set of changes for a resource record set '\(change.records.type) \(name)'"
        if !problems.contains(problem) { problems.append(problem) }
      }
    }
    guard problems.isEmpty else { throw .invalidChangeBatch(problems) }
  }

  private static func problem(_ change: RequestedChange, _ name: DomainName, in zone: Zone) -> String? {
    let key = RecordKey(name, type: change.records.type)
    var wanted = change.records
    wanted.name = name.description
    let current = zone.records[key]
    let what = "resource record set [name='\(name)', type='\(wanted.type)']"
    switch change.action {
    case .delete:
      guard let current else { return "Tried to delete \(what) but it was not found" }
      guard current.matches(wanted) else {
        return "Tried to delete \(what) but the values provided do not match the current values"
      }
      return name == zone.name ? problem(ofDeletingAtApex: wanted.type) : nil
    case .create:
      if current != nil { return "Tried to create \(what) but it already exists" }
    case .upsert:
      break
    }
    return problem(with: wanted, name, key, in: zone)
  }

  private static func problem(ofDeletingAtApex type: String) -> String? {
    switch type {
    case "NS": "A HostedZone must contain at least one NS record for the zone itself."
    case "SOA": "A HostedZone must contain exactly one SOA record."
    default: nil
    }
  }

  /// Of records that are to be there afterwards.
  private static func problem(with wanted: ZoneRecords, _ name: DomainName, _ key: RecordKey, in zone: Zone) -> String?
  {
    let what = "RRSet of type \(wanted.type) with DNS name \(name)"
    if let problem = wanted.values.lazy.compactMap({ RecordType.problem(with: $0, of: wanted.type) }).first {
      return problem
    }
    if Set(wanted.values).count < wanted.values.count {
      return "Duplicate Resource Record: '\(wanted.values.first ?? "")'"
    }
    if wanted.values.count > mostValuesOfASet { return "Cannot have more than \(mostValuesOfASet) records in a RRSet." }
    let others = zone.others(at: key)
    if wanted.type == "CNAME" {
      if name == zone.name { return "\(what) is not permitted at apex in zone \(zone.name)" }
      if wanted.values.count > 1 { return "\(what) is not permitted to have more than one resource record." }
      if !others.isEmpty {
        return "\(what) is not permitted as it conflicts with other records with the same DNS name in zone \(zone.name)"
      }
    } else if others.contains(where: { $0.type == "CNAME" }) {
      // Route 53 has the two blanks.
      return
        "\(what) is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists "
        + "in zone \(zone.name)"
    }
    return nil
  }
}

import HTTPTypes

/// A batch that was accepted.
struct MadeChange: Sendable {
  var id: String
  var zone: String
  /// Since the double began.
  var made: Duration
}

/// Route 53: its zones and what it answers.
struct Route53Double: Sendable {
  var zones: [String: Zone] = [:]
  var changes: [String: MadeChange] = [:]
  private var changeCount = 0

  /// What a request asks for, by its method and path.
  static func name(of request: DoubleRequest) -> String? {
    let path = request.path.split(separator: "/")
    guard path.first == "2013-04-01" else { return nil }
    return switch (request.method, path.dropFirst().first, path.count) {
    case (.post, "hostedzone", 4) where path[3] == "rrset": "ChangeResourceRecordSets"
    case (.get, "hostedzone", 4) where path[3] == "rrset": "ListResourceRecordSets"
    case (.get, "hostedzone", 3): "GetHostedZone"
    case (.get, "hostedzonesbyname", 2): "ListHostedZonesByName"
    case (.get, "change", 3): "GetChange"
    default: nil
    }
  }

  mutating func answer(
    _ operation: String, _ request: DoubleRequest, at moment: Moment, settings: AWSDouble.Settings
  ) throws(ServiceFault) -> DoubleReply {
    let path = request.path.split(separator: "/").map { String($0).percentDecoded }
    switch operation {
    case "ChangeResourceRecordSets": return try change(path[2], request, at: moment, settings)
    case "ListResourceRecordSets": return try RecordListing.answer(request, of: zone(path[2]))
    case "GetHostedZone":
      let zone = try zone(path[2])
      return Route53Answers.document(
        "GetHostedZoneResponse",
        Route53Answers.zone(zone) + Route53Answers.networks(zone, region: settings.region))
    case "ListHostedZonesByName": return try ZoneListing.answer(request, of: Array(zones.values))
    default:
      guard let change = changes[path[2]] else {
        throw ServiceFault("NoSuchChange", "Could not resolve change batch with ID: /change/\(path[2])", status: 404)
      }
      return Route53Answers.document("GetChangeResponse", info(change, at: moment, settings))
    }
  }

  private func zone(_ id: String) throws(ServiceFault) -> Zone {
    guard let zone = zones[id] else {
      throw ServiceFault("NoSuchHostedZone", "No hosted zone found with ID: \(id)", status: 404)
    }
    return zone
  }

  private mutating func change(
    _ id: String, _ request: DoubleRequest, at moment: Moment, _ settings: AWSDouble.Settings
  ) throws(ServiceFault) -> DoubleReply {
    let zone = try zone(id)
    let requested = try ChangeDocument.changes(request.body)
    let isWorking = changes.values.contains { $0.zone == id && moment.elapsed - $0.made < settings.changeWork }
    if isWorking { throw .priorRequestNotComplete }
    zones[id] = try ChangeRules.made(requested, in: zone)
    changeCount += 1
    let change = MadeChange(id: "C\(1_000_000 + changeCount)DOUBLE", zone: id, made: moment.elapsed)
    changes[change.id] = change
    return Route53Answers.document("ChangeResourceRecordSetsResponse", info(change, at: moment, settings))
  }

  private func info(_ change: MadeChange, at moment: Moment, _ settings: AWSDouble.Settings) -> String {
    let isInSync = moment.elapsed - change.made >= settings.propagation
    return Route53Answers.change(change, isInSync: isInSync, at: moment.text(after: change.made))
  }
}

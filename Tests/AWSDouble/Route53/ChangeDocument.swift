import XML

/// One change of a batch, as it was sent.
struct RequestedChange: Sendable, Equatable {
  enum Action: String, Sendable {
    case create = "CREATE"
    case upsert = "UPSERT"
    case delete = "DELETE"
  }

  var action: Action
  /// The name is as it was sent.
  var records: ZoneRecords

  /// For the journal.
  var description: String { "\(action.rawValue) \(records)" }
}

/// Reads the body of ChangeResourceRecordSets by its schema: each element in its place, and no other.
enum ChangeDocument {
  private static let namespace = "https://route53.amazonaws.com/doc/2013-04-01/"

  static func changes(_ body: [UInt8]) throws(ServiceFault) -> [RequestedChange] {
    guard let root = try? XMLElement(document: body, limits: limits) else {
      throw ServiceFault("MalformedInput", "Unexpected end of input or malformed XML")
    }
    guard root.name == "ChangeResourceRecordSetsRequest" else {
      throw ServiceFault("MalformedInput", "\(root.name) is not valid, expected ChangeResourceRecordSetsRequest")
    }
    guard root.tag.namespace == namespace else {
      throw .invalidInput("Invalid XML ; cvc-elt.1: Cannot find the declaration of element '\(root.name)'.")
    }
    try order(root, ["ChangeBatch"], required: ["ChangeBatch"])
    let batch = try child(root, "ChangeBatch")
    try order(batch, ["Comment", "Changes"], required: ["Changes"])
    guard (batch["Comment"]?.text.count ?? 0) <= 256 else {
      throw .invalidInput("Invalid XML ; cvc-maxLength-valid: Value of 'Comment' is longer than 256 characters")
    }
    let changes = try child(batch, "Changes")
    try only(changes, "Change")
    return try changes.children.map { element throws(ServiceFault) in try change(element) }
  }

  private static func change(_ element: XMLElement) throws(ServiceFault) -> RequestedChange {
    try order(element, ["Action", "ResourceRecordSet"], required: ["Action", "ResourceRecordSet"])
    let name = try child(element, "Action").text
    guard let action = RequestedChange.Action(rawValue: name) else {
      throw .invalidInput(
        "Invalid XML ; cvc-enumeration-valid: Value '\(name)' is not facet-valid with respect to enumeration "
          + "'[CREATE, DELETE, UPSERT]'. It must be a value from the enumeration.")
    }
    return RequestedChange(action: action, records: try records(child(element, "ResourceRecordSet"), action))
  }

  private static let members = [
    "Name", "Type", "SetIdentifier", "Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "TTL",
    "ResourceRecords", "AliasTarget", "HealthCheckId", "TrafficPolicyInstanceId", "CidrRoutingConfig",
    "GeoProximityLocation",
  ]

  private static func records(
    _ element: XMLElement, _ action: RequestedChange.Action
  ) throws(ServiceFault) -> ZoneRecords {
    try order(element, members, required: ["Name", "Type"])
    let name = try child(element, "Name").text
    let type = try child(element, "Type").text
    guard RecordType.all.contains(type) else {
      throw .invalidInput(
        "Invalid XML ; cvc-enumeration-valid: Value '\(type)' is not facet-valid with respect to enumeration "
          + "'[\(RecordType.all.joined(separator: ", "))]'. It must be a value from the enumeration.")
    }
    guard let ttl = element["TTL"]?.text, let list = element["ResourceRecords"],
      element.children.allSatisfy({ ["Name", "Type", "TTL", "ResourceRecords"].contains($0.name) })
    else {
      throw .invalidInput(
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
          + "TrafficPolicyInstanceId], but found none in Change with [Action=\(action.rawValue), Name=\(name), "
          + "Type=\(type), SetIdentifier=null]")
    }
    guard let seconds = Int(ttl), (0...2_147_483_647).contains(seconds) else {
      throw .invalidInput("Invalid XML ; cvc-datatype-valid: '\(ttl)' is not a valid value for 'TTL'.")
    }
    try only(list, "ResourceRecord")
    let values = try list.children.map { record throws(ServiceFault) in
      try order(record, ["Value"], required: ["Value"])
      let value = try child(record, "Value").text
      guard value.count <= 4000 else {
        throw .invalidInput("Invalid XML ; cvc-maxLength-valid: Value of 'Value' is longer than 4000 characters")
      }
      return value
    }
    return ZoneRecords(type, name, ttl: seconds, values)
  }

  // MARK: The schema

  private static func child(_ element: XMLElement, _ name: String) throws(ServiceFault) -> XMLElement {
    guard let child = element[name] else { throw incomplete(element, name) }
    return child
  }

  /// Each child is one of `names`, comes once, and after those that stand before it there.
  private static func order(
    _ element: XMLElement, _ names: [String], required: [String]
  ) throws(ServiceFault) {
    var allowed = names[...]
    for child in element.children {
      guard let place = allowed.firstIndex(of: child.name) else { throw unexpected(child.name, instead: allowed) }
      allowed = allowed[(place + 1)...]
    }
    for name in required where element[name] == nil { throw incomplete(element, name) }
  }

  private static func only(_ list: XMLElement, _ name: String) throws(ServiceFault) {
    guard !list.children.isEmpty else { throw incomplete(list, name) }
    for child in list.children where child.name != name { throw unexpected(child.name, instead: [name]) }
  }

  private static func unexpected(_ name: String, instead names: ArraySlice<String>) -> ServiceFault {
    let expected = names.map { "\"\(namespace)\":\($0)" }.joined(separator: ", ")
    return .invalidInput(
      "Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element '\(name)'. "
        + "One of '{\(expected)}' is expected.")
  }

  private static func incomplete(_ element: XMLElement, _ name: String) -> ServiceFault {
    .invalidInput(
      "Invalid XML ; cvc-complex-type.2.4.b: The content of element '\(element.name)' is not complete. "
        + "One of '{\"\(namespace)\":\(name)}' is expected.")
  }

  private static var limits: XMLLimits {
    var limits = XMLLimits()
    limits.bytes = 4 << 20
    limits.nodes = 100_000
    return limits
  }
}

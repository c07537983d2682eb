import XML

/// Amazon Route 53: zones of names and the records in them.
///
/// Identifiers may be given as Route 53 writes them (`/hostedzone/Z1`, `/change/C1`) or bare (`Z1`). Calls throw
/// ``AWSError``, or `CancellationError`.
package struct Route53: Sendable {
  private static let version = "/2013-04-01"

  private let client: AWSClient

  package init(_ client: AWSClient) {
    self.client = client
  }

  /// Zones whose names are `name` or come after it: those called `name` come first, and there may be several, public
  /// ones and private ones.
  package func hostedZones(from name: String) async throws -> [HostedZone] {
    let answer = try await get("/hostedzonesbyname", query: [("dnsname", name)])
      .xml("ListHostedZonesByNameResponse")
    return try answer.members("HostedZones", of: "HostedZone").map { element throws(AWSError) in
      try HostedZone(element)
    }
  }

  /// The zone with its networks, where it is private.
  package func hostedZone(_ id: String) async throws -> HostedZone {
    let answer = try await get("/hostedzone/\(Self.segment(id))").xml("GetHostedZoneResponse")
    guard let element = answer["HostedZone"] else { throw AWSError.unexpectedAnswer("The answer has no zone.") }
    var zone = try HostedZone(element)
    zone.networks = answer.members("VPCs", of: "VPC").compactMap { $0.optional("VPCId") }
    return zone
  }

  /// All sets of records in the zone, in its order.
  package func recordSets(in zone: String) async throws -> [ResourceRecordSet] {
    try await allPages { mark in try await page(of: zone, from: mark) }
  }

  /// The sets that are called `name`, which may be written with or without its last dot, of one type; several only where
  /// they have identifiers.
  package func recordSets(in zone: String, called name: String, type: String) async throws -> [ResourceRecordSet] {
    let wanted = RecordName(name)
    return try await allPages { mark in
      var page = try await page(of: zone, from: mark ?? RecordMark(name: wanted.description, type: type))
      let matching = page.items.prefix { RecordName($0.name) == wanted && $0.type == type }
      if matching.count < page.items.count { page.next = nil }
      page.items = Array(matching)
      return page
    }
  }

  private func page(
    of zone: String, from mark: RecordMark?
  ) async throws -> Page<ResourceRecordSet, RecordMark> {
    let query = [("name", mark?.name), ("type", mark?.type), ("identifier", mark?.identifier), ("maxitems", "100")]
    let answer = try await get(
      "/hostedzone/\(Self.segment(zone))/rrset", query: query.compactMap { name, value in value.map { (name, $0) } }
    ).xml("ListResourceRecordSetsResponse")
    let sets = try answer.members("ResourceRecordSets", of: "ResourceRecordSet")
      .map { element throws(AWSError) in try ResourceRecordSet(element) }
    return try Page(items: sets, next: answer.flag("IsTruncated") ? RecordMark(answer) : nil)
  }

  /// Has all of `changes` made, or none: a batch that cannot be made throws `invalidChangeBatch`, whose details say what
  /// is wrong with each change.
  ///
  /// - Parameter comment: Kept with the change, at most 256 characters.
  package func change(
    _ changes: [RecordChange], in zone: String, comment: String? = nil
  ) async throws -> ChangeInfo {
    let document = try ChangeBatchDocument.text(changes, comment: comment)
    let call = AWSCall.post("\(Self.version)/hostedzone/\(Self.segment(zone))/rrset/", xml: document)
    return try await info(client.send(call, to: .route53).xml("ChangeResourceRecordSetsResponse"))
  }

  /// Whether the change has reached all name servers.
  package func change(_ id: String) async throws -> ChangeInfo {
    try await info(get("/change/\(Self.segment(id))").xml("GetChangeResponse"))
  }

  private func info(_ answer: XMLElement) throws(AWSError) -> ChangeInfo {
    guard let element = answer["ChangeInfo"] else { throw .unexpectedAnswer("The answer has no change.") }
    return try ChangeInfo(id: element.required("Id"), isInSync: element.required("Status") == "INSYNC")
  }

  private func get(_ path: String, query: [(String, String)] = []) async throws -> AWSReply {
    try await client.send(.get(Self.version + path, query: query.map { (name: $0, value: $1) }), to: .route53)
  }

  /// The last part of an identifier, as a segment of a path.
  private static func segment(_ id: String) -> String {
    PercentCoding.encode(id.split(separator: "/").last.map(String.init) ?? "")
  }
}

/// Where a page of records begins.
struct RecordMark: Equatable {
  var name: String
  var type: String
  var identifier: String?

  init(name: String, type: String) {
    self.name = name
    self.type = type
  }

  init(_ answer: XMLElement) throws(AWSError) {
    name = try answer.required("NextRecordName")
    type = try answer.required("NextRecordType")
    identifier = answer.optional("NextRecordIdentifier")
  }
}

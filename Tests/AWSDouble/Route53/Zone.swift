/// A hosted zone with its records.
struct Zone: Sendable {
  let id: String
  let name: DomainName
  /// VPCs; none for a public zone.
  let networks: [String]
  private(set) var records: [RecordKey: ZoneRecords] = [:]
  /// What there is at a name.
  private var keys: [DomainName: Set<RecordKey>] = [:]

  var isPrivate: Bool { !networks.isEmpty }

  /// With the records that Route 53 makes itself.
  init(id: String, name: DomainName, networks: [String]) {
    self.id = id
    self.name = name
    self.networks = networks
    let servers = [
      "ns-1536.awsdns-00.co.uk.", "ns-0.awsdns-00.com.", "ns-1024.awsdns-00.org.", "ns-512.awsdns-00.net.",
    ]
    put(ZoneRecords("NS", name.description, ttl: 172_800, servers), called: name)
    let authority = "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"
    put(ZoneRecords("SOA", name.description, ttl: 900, [authority]), called: name)
  }

  /// In Route 53's order.
  var sorted: [(key: RecordKey, value: ZoneRecords)] { records.sorted { $0.key < $1.key } }

  func others(at key: RecordKey) -> [ZoneRecords] {
    keys[key.name, default: []].filter { $0.type != key.type }.compactMap { records[$0] }
  }

  mutating func put(_ records: ZoneRecords, called name: DomainName) {
    var records = records
    records.name = name.description
    let key = RecordKey(name, type: records.type, identifier: records.identifier)
    self.records[key] = records
    keys[key.name, default: []].insert(key)
  }

  mutating func remove(_ key: RecordKey) {
    records[key] = nil
    keys[key.name]?.remove(key)
  }
}

import Chassis
import DNS

/// An instance as the HTTP API shows it.
struct InstanceView: Encodable {
  var service: String
  var id: String
  var address: String
  var port: Int
  var priority: Int
  var weight: Int
  var tags: [String]
  var check: CheckView?
  var health: String
  var origin: String

  init(_ entry: Registry.Entry) {
    let instance = entry.instance
    service = instance.key.service
    id = instance.key.id
    address = instance.address.description
    port = Int(instance.port)
    priority = Int(instance.priority)
    weight = Int(instance.weight)
    tags = instance.tags
    check = instance.check.map(CheckView.init)
    health = entry.health.isPassing ? "passing" : "failing"
    origin = entry.origin.rawValue
  }
}

struct CheckView: Encodable {
  var http: String?
  var tcp: Bool?
  var interval: String
  var timeout: String
  var successes: Int
  var failures: Int

  init(_ check: HealthCheck) {
    switch check.kind {
    case .http(let path): http = path
    case .tcp: tcp = true
    }
    interval = DurationText.format(check.interval)
    timeout = DurationText.format(check.timeout)
    successes = check.successes
    failures = check.failures
  }
}

struct RegistryView: Encodable {
  struct Service: Encodable {
    var name: String
    var instances: [InstanceView]
  }

  var revision: UInt64
  var services: [Service]

  init(_ snapshot: Registry.Snapshot) {
    revision = snapshot.revision
    services = snapshot.byService().map { Service(name: $0, instances: $1.map(InstanceView.init)) }
  }
}

struct ZonesView: Encodable {
  struct Record: Encodable {
    var name: String
    var ttl: UInt32
    var type: String
    var data: String

    init(_ record: ResourceRecord) {
      name = record.name.description
      ttl = record.ttl
      type = record.type.description
      data = record.data.description
    }
  }

  struct Zone: Encodable {
    var strategy: String
    var apex: String
    var order: String
    var mostAnswers: Int?
    var records: [Record]
    /// The same as a zone file.
    var text: String
  }

  var revision: UInt64
  var zones: [Zone]

  init(_ snapshot: Registry.Snapshot, _ plan: ZonePlan) throws {
    revision = snapshot.revision
    zones = try plan.zones(of: snapshot).map { strategy, zone in
      let records = (zone.authority.map { [$0] } ?? []) + zone.records
      return Zone(
        strategy: strategy, apex: zone.apex.description, order: zone.order.rawValue, mostAnswers: zone.mostAnswers,
        records: records.map(Record.init), text: records.map { "\($0.zoneLine)\n" }.joined())
    }
  }

  /// All zones as one text in the form of zone files (RFC 1035 section 5).
  var text: String {
    zones.map { "; \($0.strategy)\n\($0.text)" }.joined(separator: "\n")
  }
}

extension ResourceRecord {
  fileprivate var zoneLine: String { "\(name) \(ttl) IN \(type) \(data)" }
}

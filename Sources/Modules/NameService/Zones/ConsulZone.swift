import DNS

/// The zone `consul` as a Consul agent answers for it: only what passes its check, and nothing for a service of which
/// nothing does, as for one that does not exist.
///
/// A Consul agent always says priority 1; here it is the instance's own.
enum ConsulZone {
  static func zone(_ registry: Registry.Snapshot, ttl: UInt32, serial: UInt32) throws -> Zone {
    let apex = try DomainName("consul")
    var records: [ResourceRecord] = []
    var seen: Set<ResourceRecord> = []
    for entry in registry.entries where entry.health.isPassing {
      let instance = entry.instance
      let target = try address(of: instance)
      let location = ServiceLocation(
        priority: instance.priority, weight: instance.weight, port: instance.port, target: target)
      var all = [ResourceRecord(name: target, ttl: ttl, data: RecordData(instance.address))]
      for name in try names(of: instance) {
        all.append(ResourceRecord(name: name, ttl: ttl, data: .srv(location)))
        all.append(ResourceRecord(name: name, ttl: ttl, data: RecordData(instance.address)))
      }
      records += all.filter { seen.insert($0).inserted }
    }
    return try Zone(apex: apex, negativeTTL: 0, serial: serial, order: .shuffle, records: records)
  }

  /// `weather.service.consul`, `_weather._tcp.service.consul` (RFC 2782), and for each tag `primary.weather.service.consul`
  /// and `_weather._primary.service.consul`.
  private static func names(of instance: RegisteredInstance) throws -> [DomainName] {
    let service = instance.key.service
    let tagged = instance.tags.flatMap { ["\($0).\(service)", "_\(service)._\($0)"] }
    return try ([service, "_\(service)._tcp"] + tagged).map { try DomainName("\($0).service.consul") }
  }

  /// `7f000103.addr.dc1.consul`: the address itself, in hexadecimal.
  private static func address(of instance: RegisteredInstance) throws -> DomainName {
    let digits = instance.address.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return try DomainName("\(digits).addr.dc1.consul")
  }
}

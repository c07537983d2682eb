import DNS

/// The zone `workshop.local` as AWS Cloud Map fills it for the routing policy MULTIVALUE: up to eight addresses of those
/// that are well, by chance; where none is, of all.
enum CloudMapZone {
  static func zone(
    _ registry: Registry.Snapshot, ttl: UInt32, negativeTTL: UInt32, serial: UInt32
  ) throws -> Zone {
    let apex = try DomainName("workshop.local")
    let records = try registry.byService().flatMap { name, entries in
      let usable = entries.passing.isEmpty ? entries : entries.passing
      return usable.addresses(at: try apex.prefixed(by: name), ttl: ttl)
    }
    return try Zone(
      apex: apex, negativeTTL: negativeTTL, serial: serial, order: .shuffle, mostAnswers: 8, records: records)
  }
}

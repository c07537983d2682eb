import DNS

/// The zone `weave.local` as WeaveDNS answers for it: every container of a name, in an order by chance, whether it is well
/// or not, since Weave checks nothing; and "there is none" without saying how long that holds.
enum WeaveZone {
  static func zone(_ registry: Registry.Snapshot, ttl: UInt32) throws -> Zone {
    let apex = try DomainName("weave.local")
    let records = try registry.byService(Registry.Snapshot.withoutHyphens).flatMap { name, entries in
      entries.addresses(at: try apex.prefixed(by: name), ttl: ttl)
    }
    return try Zone(apex: apex, negativeTTL: nil, order: .shuffle, records: records)
  }
}

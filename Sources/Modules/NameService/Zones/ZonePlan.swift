package import DNS

/// The four kinds of zone as settings tell them apart from each other, and what becomes of the registry in them.
package struct ZonePlan: Sendable, Equatable {
  /// Seconds for which records may be kept.
  package var route53TTL: UInt32 = 60
  package var consulTTL: UInt32 = 0
  package var cloudMapTTL: UInt32 = 60
  package var weaveTTL: UInt32 = 1

  /// Seconds for which "there is none" may be kept, by the zones of Route 53 and Cloud Map. AWS has 900 by default, far
  /// too long for a service that is just starting. Consul says 0, and Weave nothing.
  package var negativeTTL: UInt32 = 5

  package init() {}

  /// All zones of a registry. Throws ``ZoneFault`` where a name would be too long.
  package func zones(of registry: Registry.Snapshot) throws -> [(strategy: String, zone: Zone)] {
    let serial = UInt32(truncatingIfNeeded: registry.revision)
    return [
      ("route53", try Route53Zones.names(registry, ttl: route53TTL, negativeTTL: negativeTTL, serial: serial)),
      ("route53", try Route53Zones.loadBalancers(registry, ttl: route53TTL, negativeTTL: negativeTTL, serial: serial)),
      ("consul", try ConsulZone.zone(registry, ttl: consulTTL, serial: serial)),
      ("cloudmap", try CloudMapZone.zone(registry, ttl: cloudMapTTL, negativeTTL: negativeTTL, serial: serial)),
      ("weave", try WeaveZone.zone(registry, ttl: weaveTTL)),
    ]
  }
}

extension Registry.Snapshot {
  /// The entries of each service, services whose names `form` makes equal taken together.
  func byService(_ form: (String) -> String = { $0 }) -> [(name: String, entries: [Registry.Entry])] {
    Dictionary(grouping: entries) { form($0.instance.key.service) }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Names of WeaveDNS and of the load balancers have no hyphens, as those of the first samples: `stockprice`.
  static func withoutHyphens(_ name: String) -> String {
    name.filter { $0 != "-" }
  }
}

extension [Registry.Entry] {
  var passing: [Registry.Entry] { filter(\.health.isPassing) }

  /// The addresses, each once.
  func addresses(at name: DomainName, ttl: UInt32) -> [ResourceRecord] {
    var seen: Set<IPAddress> = []
    return compactMap { entry in
      let address = entry.instance.address
      return seen.insert(address).inserted ? ResourceRecord(name: name, ttl: ttl, data: RecordData(address)) : nil
    }
  }
}

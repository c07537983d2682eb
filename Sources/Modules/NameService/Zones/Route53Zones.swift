import DNS

/// What a registrar writes into a private zone of Route 53, and what AWS answers for its load balancers.
enum Route53Zones {
  /// `weatherapp.ecs.internal CNAME internal-weather.elb.internal`.
  static func names(
    _ registry: Registry.Snapshot, ttl: UInt32, negativeTTL: UInt32, serial: UInt32
  ) throws -> Zone {
    let apex = try DomainName("ecs.internal")
    let records = try registry.byService(Registry.Snapshot.withoutHyphens).map { name, _ in
      ResourceRecord(name: try apex.prefixed(by: "\(name)app"), ttl: ttl, data: .cname(try loadBalancer(of: name)))
    }
    return try Zone(apex: apex, negativeTTL: negativeTTL, serial: serial, records: records)
  }

  /// `internal-weather.elb.internal A`: in AWS the addresses of the load balancer, up to eight; here those of the instances
  /// themselves. As a load balancer does, it takes those that fail where no other is left.
  static func loadBalancers(
    _ registry: Registry.Snapshot, ttl: UInt32, negativeTTL: UInt32, serial: UInt32
  ) throws -> Zone {
    let records = try registry.byService(Registry.Snapshot.withoutHyphens).flatMap { name, entries in
      let usable = entries.passing.isEmpty ? entries : entries.passing
      return usable.addresses(at: try loadBalancer(of: name), ttl: ttl)
    }
    return try Zone(
      apex: DomainName("elb.internal"), negativeTTL: negativeTTL, serial: serial, order: .shuffle, mostAnswers: 8,
      records: records)
  }

  private static func loadBalancer(of name: String) throws -> DomainName {
    try DomainName("internal-\(name).elb.internal")
  }
}

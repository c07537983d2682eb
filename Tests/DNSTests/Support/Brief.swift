import DNS

/// Messages and records in as few words as a test wants to spend on them.
func name(_ text: String) -> DomainName {
  do { return try DomainName(text) } catch { preconditionFailure("\(text) \(error)") }
}

func a(_ owner: String, _ address: String, ttl: UInt32 = 60) -> ResourceRecord {
  guard let address = IPAddress(address) else { preconditionFailure("no address: \(address)") }
  return ResourceRecord(name: name(owner), ttl: ttl, data: RecordData(address))
}

func cname(_ owner: String, _ target: String, ttl: UInt32 = 60) -> ResourceRecord {
  ResourceRecord(name: name(owner), ttl: ttl, data: .cname(name(target)))
}

func srv(
  _ owner: String, _ priority: UInt16, _ weight: UInt16, _ port: UInt16, _ target: String,
  ttl: UInt32 = 0
) -> ResourceRecord {
  ResourceRecord(
    name: name(owner), ttl: ttl,
    data: .srv(ServiceLocation(priority: priority, weight: weight, port: port, target: name(target))))
}

func soa(_ zone: String, ttl: UInt32 = 60, minimum: UInt32 = 30) -> ResourceRecord {
  ResourceRecord(
    name: name(zone), ttl: ttl,
    data: .soa(
      StartOfAuthority(
        primary: name("ns." + zone), mailbox: name("admin." + zone), serial: 1, refresh: 2, retry: 3, expire: 4,
        minimum: minimum)))
}

func srv(_ owner: String, _ target: String) -> ResourceRecord {
  srv(owner, 1, 1, 4567, target)
}

import DNS
import Timing

@testable import Discovery

/// Short ways to write records in tests.
func a(_ name: String, _ address: String, ttl: UInt32 = 60) throws -> ResourceRecord {
  ResourceRecord(name: try DomainName(name), ttl: ttl, data: RecordData(IPAddress(address) ?? .v4(0)))
}

func srv(_ name: String, _ port: UInt16, _ target: String, priority: UInt16 = 1, weight: UInt16 = 1, ttl: UInt32 = 0)
  throws -> ResourceRecord
{
  let location = ServiceLocation(priority: priority, weight: weight, port: port, target: try DomainName(target))
  return ResourceRecord(name: try DomainName(name), ttl: ttl, data: .srv(location))
}

func cname(_ name: String, _ target: String, ttl: UInt32 = 60) throws -> ResourceRecord {
  ResourceRecord(name: try DomainName(name), ttl: ttl, data: .cname(try DomainName(target)))
}

extension Resolution {
  /// `10.0.0.1:80`, in order.
  var endpoints: [String] { instances.map(\.endpoint.description).sorted() }
}

extension ServiceResolver {
  func resolve() async throws(ResolutionFailure) -> Resolution {
    try await resolve(deadline: Deadline(.now.advanced(by: .seconds(2))))
  }
}

import Chassis
package import DNS

/// A host name whose addresses are the instances of a service: an orchestrator with names of its own, such as Docker
/// Compose, adds and removes addresses as containers come and go.
package struct FollowedName: Sendable, Hashable {
  package var service: String
  package var host: DomainName
  package var port: UInt16

  package init(service: String, host: DomainName, port: UInt16) {
    self.service = service
    self.host = host
    self.port = port
  }

  /// `weather=weather.internal:4567`; nil for any other form.
  package init?(_ text: String) {
    guard let split = text.firstIndex(of: "="), let service = InstanceReader.label(String(text[..<split])),
      let place = HostPort(String(text[text.index(after: split)...])), IPAddress(place.host) == nil,
      let host = try? DomainName(place.host), let port = UInt16(exactly: place.port)
    else { return nil }
    self.init(service: service, host: host, port: port)
  }

  /// One instance for each address, which is also what tells them apart.
  package func instances(at addresses: some Sequence<IPAddress>, check: HealthCheck) -> [RegisteredInstance] {
    Set(addresses).map { address in
      RegisteredInstance(
        service: service, id: "\(service)-\(address)", address: address, port: port, check: check)
    }
  }
}

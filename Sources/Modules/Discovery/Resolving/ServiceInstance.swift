package import DNS

/// Where to connect to: an instance's identity for as long as it is known.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  package var address: IPAddress
  package var port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// `10.0.0.1:4567`, `[::1]:80`: as a URL has it.
  package var description: String { address.description(withPort: port) }
}

/// One instance of a service, as a resolver found it.
package struct ServiceInstance: Sendable, Hashable {
  package var endpoint: Endpoint

  /// RFC 2782: instances of a higher number are used only where none of a lower one can be. 0 where nothing says.
  package var priority: UInt16

  /// Share of requests among those of the same priority. 1 where nothing says; 0 for next to none.
  package var weight: UInt16

  /// What the registry calls it, such as a Consul service ID or an SRV target.
  package var id: String?

  package init(endpoint: Endpoint, priority: UInt16 = 0, weight: UInt16 = 1, id: String? = nil) {
    self.endpoint = endpoint
    self.priority = priority
    self.weight = weight
    self.id = id
  }
}

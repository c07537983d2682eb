package import DNS

/// One instance of a service, as it was registered.
package struct RegisteredInstance: Sendable, Hashable {
  package struct Key: Sendable, Hashable, Comparable {
    package var service: String
    package var id: String

    package init(service: String, id: String) {
      self.service = service
      self.id = id
    }

    package static func < (left: Key, right: Key) -> Bool {
      (left.service, left.id) < (right.service, right.id)
    }
  }

  package var key: Key
  package var address: IPAddress
  package var port: UInt16

  /// Lower ones are used first (RFC 2782). Only SRV records can say it.
  package var priority: UInt16

  /// Share among those of the same priority. Only SRV records can say it.
  package var weight: UInt16

  /// By which clients may choose some of the instances: `primary.weather.service.consul`.
  package var tags: [String]

  /// Nil for an instance that counts as healthy as long as it is registered.
  package var check: HealthCheck?

  package init(
    service: String, id: String, address: IPAddress, port: UInt16, priority: UInt16 = 1, weight: UInt16 = 1,
    tags: [String] = [], check: HealthCheck? = nil
  ) {
    key = Key(service: service, id: id)
    self.address = address
    self.port = port
    self.priority = priority
    self.weight = weight
    self.tags = tags
    self.check = check
  }
}

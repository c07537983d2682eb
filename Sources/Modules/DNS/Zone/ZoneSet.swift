/// The zones that one server knows, each name belonging to the closest zone above it.
package struct ZoneSet: Sendable {
  package let zones: [Zone]
  private let byApex: [DomainName: Int]

  /// Throws ``ZoneFault`` where two have the same name.
  package init(_ zones: [Zone]) throws(ZoneFault) {
    var byApex: [DomainName: Int] = [:]
    for (index, zone) in zones.enumerated() {
      guard byApex.updateValue(index, forKey: zone.apex) == nil else {
        throw ZoneFault(message: "the zone \(zone.apex) is there twice")
      }
    }
    self.zones = zones
    self.byApex = byApex
  }

  private init() {
    zones = []
    byApex = [:]
  }

  package static let empty = ZoneSet()

  /// Nil where the server knows nothing of `name`.
  func zone(of name: DomainName) -> Zone? {
    var candidate: DomainName? = name
    while let apex = candidate {
      if let index = byApex[apex] { return zones[index] }
      candidate = apex.parent
    }
    return nil
  }
}

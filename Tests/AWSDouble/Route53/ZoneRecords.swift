/// A set of records as a zone holds it.
package struct ZoneRecords: Sendable, Hashable, CustomStringConvertible {
  /// Where an alias points to.
  package struct Alias: Sendable, Hashable {
    package var zone: String
    package var name: String

    package init(zone: String, name: String) {
      self.zone = zone
      self.name = name
    }
  }

  /// In lower case, escaped, with the last dot.
  package var name: String
  package var type: String
  /// Nil for an alias.
  package var ttl: Int?
  /// As they were written.
  package var values: [String]
  package var identifier: String?
  package var weight: Int?
  package var alias: Alias?

  package init(
    _ type: String, _ name: String, ttl: Int? = 60, _ values: [String], identifier: String? = nil,
    weight: Int? = nil, alias: Alias? = nil
  ) {
    self.name = name
    self.type = type
    self.ttl = alias == nil ? ttl : nil
    self.values = values
    self.identifier = identifier
    self.weight = weight
    self.alias = alias
  }

  /// Such as `CNAME weather.ecs.internal. 60 lb.example.com`.
  package var description: String {
    let rest = [ttl.map(String.init), identifier, alias?.name].compactMap { $0 } + values
    return ([type, name] + rest).joined(separator: " ")
  }

  /// Whether a DELETE of `other` means this set: all is the same, in whatever order the values stand.
  func matches(_ other: ZoneRecords) -> Bool {
    var left = self
    var right = other
    left.values.sort()
    right.values.sort()
    return left == right
  }
}

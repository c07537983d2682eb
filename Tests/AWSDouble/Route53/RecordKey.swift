/// What there is once in a zone, in Route 53's order.
struct RecordKey: Hashable, Comparable {
  let name: DomainName
  let type: String
  let identifier: String
  private let order: [UInt8]

  init(_ name: DomainName, type: String, identifier: String? = nil) {
    self.name = name
    self.type = type
    self.identifier = identifier ?? ""
    order = name.sortKey
  }

  static func < (left: RecordKey, right: RecordKey) -> Bool {
    if left.order != right.order { return left.order.lexicographicallyPrecedes(right.order) }
    return (left.name.description, left.type, left.identifier) < (right.name.description, right.type, right.identifier)
  }
}

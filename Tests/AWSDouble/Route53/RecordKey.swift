/// What there is once in a zone, in Route 53's order.
struct RecordKey: Hashable, Comparable {
  let order: [UInt8]
  let type: String
  let identifier: String

  init(_ name: DomainName, type: String, identifier: String? = nil) {
    order = name.sortKey
    self.type = type
    self.identifier = identifier ?? ""
  }

  static func < (left: RecordKey, right: RecordKey) -> Bool {
    if left.order != right.order { return left.order.lexicographicallyPrecedes(right.order) }
    return (left.type, left.identifier) < (right.type, right.identifier)
  }
}

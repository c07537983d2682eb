import XML

/// The records of one name and type.
package struct ResourceRecordSet: Sendable, Equatable {
  /// As Route 53 writes it: in lower case, escaped, with the dot at its end. ``RecordName`` compares.
  package var name: String
  /// `CNAME`, `TXT` and so on.
  package var type: String
  /// Seconds; nil for an alias.
  package var ttl: Int?
  /// As in a zone file: a text stands in quotes.
  package var values: [String]
  /// Sets apart those that share name and type.
  package var identifier: String?
  /// False for an alias, and for a set that is chosen by weight, place, health and the like: this module reads such a
  /// set only in part, and cannot write it.
  package let isSimple: Bool

  /// A simple one.
  package init(name: String, type: String, ttl: Int, values: [String]) {
    self.name = name
    self.type = type
    self.ttl = ttl
    self.values = values
    isSimple = true
  }

  init(_ element: XMLElement) throws(AWSError) {
    name = try element.required("Name")
    type = try element.required("Type")
    values = element.members("ResourceRecords", of: "ResourceRecord").compactMap { $0["Value"]?.text }
    identifier = element.optional("SetIdentifier")
    ttl = nil
    if let text = element.optional("TTL") {
      guard let seconds = Int(text), (0...Int(Int32.max)).contains(seconds) else {
        throw .unexpectedAnswer("The answer has a TTL that is none.")
      }
      ttl = seconds
    }
    let plain: Set = ["Name", "Type", "TTL", "ResourceRecords"]
    isSimple = ttl != nil && element.children.allSatisfy { plain.contains($0.name) }
  }
}

/// What is to be done with a set of records.
package struct RecordChange: Sendable, Equatable {
  package struct Action: Sendable, Hashable {
    let name: String

    /// The set must not be there yet.
    package static let create = Action(name: "CREATE")
    /// The set is there with exactly these values afterwards, whatever was before.
    package static let upsert = Action(name: "UPSERT")
    /// The set must be there with exactly this TTL and these values.
    package static let delete = Action(name: "DELETE")
  }

  package var action: Action
  package var recordSet: ResourceRecordSet

  package init(_ action: Action, _ recordSet: ResourceRecordSet) {
    self.action = action
    self.recordSet = recordSet
  }
}

/// How far a change has come.
package struct ChangeInfo: Sendable, Equatable {
  /// `/change/C1`
  package var id: String
  /// All name servers have it, usually within a minute.
  package var isInSync: Bool

  package init(id: String, isInSync: Bool) {
    self.id = id
    self.isInSync = isInSync
  }
}

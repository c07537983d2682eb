/// Why records cannot make up a zone.
package struct ZoneFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Names the record and the rule that it breaks.
  package var message: String

  package init(message: String) {
    self.message = message
  }

  init(_ record: ResourceRecord, _ fault: String) {
    self.init(message: "\"\(record)\" \(fault)")
  }

  package var description: String { message }
}

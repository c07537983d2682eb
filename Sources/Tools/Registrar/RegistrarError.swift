/// Why the registrar did not do what it was asked for.
package struct RegistrarError: Error, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// What was handed in is no event that the registrar knows, nor a wish of a person.
    package static let invalidEvent = Code(description: "InvalidEvent")
    /// ECS, load balancing or the zone could not be read whole. Nothing was changed.
    package static let unreadable = Code(description: "Unreadable")
    /// The zone could not be written, or only in part.
    package static let unwritable = Code(description: "Unwritable")
  }

  package var code: Code
  /// A sentence that may be shown.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String {
    cause.map { "\(code): \(message) \($0)" } ?? "\(code): \(message)"
  }
}

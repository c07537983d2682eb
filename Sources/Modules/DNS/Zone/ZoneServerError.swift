/// Why a ``ZoneServer`` could not start.
package struct ZoneServerError: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The address or the port cannot be had.
    package static let cannotBind = Code("cannotBind")
  }

  package var code: Code
  /// One line that names the address and the fault.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}

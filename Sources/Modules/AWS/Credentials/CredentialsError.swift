/// Why there are no credentials. It never holds a key or a token, nor the text that held them.
package struct CredentialsError: Error, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// No source is configured, or none has any.
    package static let absent = Self(description: "absent")
    /// A variable is wrong, or one of a pair is missing.
    package static let misconfigured = Self(description: "misconfigured")
    /// The source was asked and gave none: it may later.
    package static let unavailable = Self(description: "unavailable")
  }

  package var code: Code
  /// A sentence that names the variable or the source.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}

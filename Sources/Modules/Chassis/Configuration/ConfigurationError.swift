/// A setting that cannot be used. Its one line names the key, what is wrong with it, and what is allowed.
///
/// The value of a secret never gets in: faults of secrets are told without it.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  package var key: String

  /// What is wrong, as the predicate of a sentence about the key: `is "abc"`, `is not set`.
  package var fault: String

  /// What the value must be, as the end of "it must be …".
  package var allowed: String

  package init(key: String, fault: String, allowed: String) {
    self.key = key
    self.fault = fault
    self.allowed = allowed
  }

  /// A value, other than a secret's, that is not among the allowed ones.
  package init(key: String, value: String, allowed: String) {
    self.init(key: key, fault: "is \"\(Self.quoted(value))\"", allowed: allowed)
  }

  package var description: String {
    "\(key) \(fault): it must be \(allowed)"
  }

  /// The message is one line of bounded length, whatever the value holds.
  private static func quoted(_ value: String) -> String {
    let shown = Redaction.withoutUserInformation(value).unicodeScalars.prefix(100)
      .map { $0.value < 0x20 || $0.value == 0x7F ? "\\u{\(String($0.value, radix: 16))}" : String($0) }
      .joined()
    return value.unicodeScalars.count > 100 ? shown + "…" : shown
  }
}

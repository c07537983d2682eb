/// What a caller asked for cannot be asked: the answer is 400 with this message, and no provider is bothered.
package struct InvalidInput: Error, Equatable, CustomStringConvertible {
  /// What was wrong, and what is allowed.
  package var message: String

  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}

/// A name as a person types it into a form or an address: bounded, visible, with something in it to compare.
package struct TypedName: Sendable, Equatable {
  /// Without the white space around it.
  package let text: String
  package let folded: FoldedText

  package static let longest = 100

  /// Throws ``InvalidInput``, which calls the thing named `what`, such as "city".
  package init(_ typed: String, what: String) throws {
    let text = typed.trimmingWhitespace()
    guard !text.isEmpty else {
      throw InvalidInput("The name of the \(what) is empty.")
    }
    guard text.unicodeScalars.count <= Self.longest else {
      throw InvalidInput("The name of the \(what) is too long: at most \(Self.longest) characters are allowed.")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw InvalidInput("The name of the \(what) holds a control character, which is not allowed.")
    }
    let folded = FoldedText(text)
    guard !folded.isEmpty else {
      throw InvalidInput("The name of the \(what) holds neither a letter nor a digit.")
    }
    self.text = text
    self.folded = folded
  }
}

extension String {
  /// Without the white space at both ends.
  package func trimmingWhitespace() -> String { trimmed }
}

/// Why bytes are no DNS message.
package struct MalformedMessage: Error, Sendable, Hashable, CustomStringConvertible {
  /// What callers and tests tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The message ends within what it began.
    package static let endsEarly = Code("endsEarly")
    /// The header counts more than the bytes can hold.
    package static let countTooHigh = Code("countTooHigh")
    /// A compression pointer that does not point backwards to a name, or one of too many in a row.
    package static let badPointer = Code("badPointer")
    /// A length byte that is neither that of a label nor a pointer.
    package static let badLabel = Code("badLabel")
    /// A name of over 255 bytes.
    package static let nameTooLong = Code("nameTooLong")
    /// The data of a record is longer or shorter than its RDLENGTH.
    package static let badDataLength = Code("badDataLength")
    /// An OPT record where none may be.
    package static let misplacedOPT = Code("misplacedOPT")
  }

  package var code: Code
  /// Where in the message, in bytes from its beginning.
  package var offset: Int
  /// What is wrong there, as a sentence.
  package var message: String

  init(_ code: Code, at offset: Int, _ message: String) {
    self.code = code
    self.offset = offset
    self.message = message
  }

  package var description: String { "\(code) at byte \(offset): \(message)" }
}

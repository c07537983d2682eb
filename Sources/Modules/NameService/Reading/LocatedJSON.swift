/// A JSON value with the line on which it begins, so that a fault in a file written by hand can be found in it.
struct LocatedJSON: Sendable, Equatable {
  enum Value: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number that is no whole one, or too large for one, as it was written.
    case number(String)
    case string(String)
    case array([LocatedJSON])
    /// In the order written; no name is there twice.
    case object([Member])
  }

  struct Member: Sendable, Equatable {
    var name: String
    var line: Int
    var value: LocatedJSON
  }

  var value: Value
  /// From 1.
  var line: Int

  /// What a person calls it, for messages.
  var shown: String {
    switch value {
    case .null: "null"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .number(let text): String(text.prefix(40))
    case .string(let text): "\"\(text.unicodeScalars.prefix(80).map { $0.escaped(asASCII: false) }.joined())\""
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// What is wrong with a document: where, and by which rule.
package struct DocumentFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// From 1.
  package var line: Int
  /// A sentence without its full stop, such as `services[0].instances[1].port is 70000: it must be …`.
  package var message: String

  package var description: String { "line \(line): \(message)" }
}

/// Why a document was not read. It says nothing of what the document holds.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Against the rules of XML 1.0 or of its namespaces; also where the document ends too early.
    package static let malformed = Self(description: "malformed")
    /// It has a document type declaration, and with it might have entities.
    package static let documentType = Self(description: "documentType")
    /// Not UTF-8.
    package static let encoding = Self(description: "encoding")
    /// Beyond one of ``XMLLimits``.
    package static let limit = Self(description: "limit")
  }

  package var code: Code

  /// A sentence about the fault.
  package var message: String

  /// The line on which reading ended, from 1; nil where the fault is the whole document's.
  package var line: Int?

  package init(_ code: Code, _ message: String, line: Int? = nil) {
    self.code = code
    self.message = message
    self.line = line
  }

  package var description: String { line.map { "\(message) (line \($0))" } ?? message }
}

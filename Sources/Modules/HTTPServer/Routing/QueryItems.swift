import HTTPTypes

/// The `name=value` pairs of a query, in the order they came, decoded.
///
/// A `+` is a plus: that it means a space is a rule of HTML forms and not of URIs, so it is asked for by name.
package struct QueryItems: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    package var name: String
    /// Empty where there was no `=`.
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package let all: [Item]

  /// Throws 400 where a name or a value has a malformed escape, or is no UTF-8 once decoded. Empty pairs are skipped.
  package init(_ query: String?, plusIsSpace: Bool = false) throws(HTTPError) {
    var items: [Item] = []
    for pair in (query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      items.append(
        Item(
          name: try Self.decode(parts[0], plusIsSpace),
          value: parts.count == 2 ? try Self.decode(parts[1], plusIsSpace) : ""))
    }
    all = items
  }

  /// The value of the first item called `name`; nil where there is none.
  package subscript(name: String) -> String? {
    all.first { $0.name == name }?.value
  }

  package func values(_ name: String) -> [String] {
    all.filter { $0.name == name }.map(\.value)
  }

  private static func decode(_ part: Substring, _ plusIsSpace: Bool) throws(HTTPError) -> String {
    do {
      return try PercentCoding.decode(plusIsSpace ? Substring(part.map { $0 == "+" ? " " : $0 }) : part)
    } catch {
      switch error {
      case .malformedEscape:
        throw HTTPError(.badRequest, "The query has a \"%\" that two hexadecimal digits do not follow.")
      case .notUTF8:
        throw HTTPError(.badRequest, "The query has a part that is no UTF-8 once decoded.")
      }
    }
  }
}

extension Request {
  /// The query as name and value pairs; see ``QueryItems``.
  package func queryItems(plusIsSpace: Bool = false) throws(HTTPError) -> QueryItems {
    try QueryItems(query, plusIsSpace: plusIsSpace)
  }
}

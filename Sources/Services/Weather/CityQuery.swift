import Chassis

/// A city as a person asks for it: a name, and after commas whatever tells it from others of that name, such as
/// `Paris`, `Paris, US`, `Portland, Maine`, `London,ON,CA`.
struct CityQuery: Sendable, Equatable {
  /// As typed, without white space around it.
  let text: String
  let name: FoldedText

  /// The name alone, for providers to search: as typed, without what follows a comma.
  let typedName: String

  /// A country or a region of it, by code or by name.
  let qualifiers: [FoldedText]

  /// Throws ``InvalidInput``.
  init(_ typed: String) throws {
    text = try TypedName(typed, what: "city").text
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    typedName = String(parts[0]).trimmingWhitespace()
    name = FoldedText(typedName)
    qualifiers = parts.dropFirst().map { FoldedText($0) }.filter { !$0.isEmpty }
    guard !name.isEmpty else { throw InvalidInput("The name of the city is missing before the comma.") }
  }
}

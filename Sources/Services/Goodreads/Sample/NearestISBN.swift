import Chassis

/// Finds the known book whose number a mistyped one most likely meant.
///
/// Numbers of other books are no mistyped ones, so only a single wrong digit or two swapped neighbours count. The check
/// digit does not: whoever asks for a number with a right one has a digit wrong and a check digit to match.
struct NearestISBN: Sendable {
  private let known: [(isbn: ISBN, body: [Character])]

  init(_ known: some Sequence<ISBN>) {
    self.known = known.map { ($0, Array($0.body)) }
  }

  /// In the form that was typed where the book has it.
  func suggestion(for typed: TypedISBN) -> String? {
    let body = Array(typed.isbn.body)
    guard let near = known.first(where: { Self.isOneSlip($0.body, body) }) else { return nil }
    return typed.compact.count == 10 ? near.isbn.isbn10 ?? near.isbn.isbn13 : near.isbn.isbn13
  }

  private static func isOneSlip(_ a: [Character], _ b: [Character]) -> Bool {
    // Both have the same length, so one edit is a wrong digit or a swap.
    a.count == b.count && NearestName.editDistance(a, b) == 1
  }
}

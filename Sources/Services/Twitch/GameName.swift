import Chassis

/// A game as a person asks for it, in any case, spacing and punctuation: `counter strike`, `tom clancys rainbow six siege`.
struct GameName: Sendable, Equatable {
  /// As typed, without white space around it.
  let text: String
  let folded: FoldedText

  /// Throws ``InvalidInput``.
  init(_ typed: String) throws {
    let name = try TypedName(typed, what: "game")
    text = name.text
    folded = name.folded
  }
}

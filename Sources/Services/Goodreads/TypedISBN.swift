import Chassis

/// An ISBN as a person types it, or copies it from a book or a page: with hyphens of any kind, spaces, and `ISBN`,
/// `ISBN-10` or `ISBN-13:` before it.
struct TypedISBN: Sendable, Equatable {
  /// Only digits and perhaps a final `X`: ten or thirteen, as many as were typed.
  let compact: String
  let isbn: ISBN

  private static let longest = 64

  /// Throws ``InvalidInput``.
  init(_ typed: String) throws {
    let text = typed.trimmingWhitespace()
    guard !text.isEmpty else { throw InvalidInput("The ISBN is empty. \(Self.allowed)") }
    guard text.unicodeScalars.count <= Self.longest else { throw InvalidInput("This is too long. \(Self.allowed)") }
    compact = try Self.digits(of: Self.withoutLabel(text))
    switch compact.count {
    case 10: isbn = try ISBN(ten: compact)
    case 13: isbn = try ISBN(thirteen: compact)
    case let count:
      throw InvalidInput("An ISBN has 10 or 13 digits, and this has \(count).")
    }
  }

  private static let allowed =
    "An ISBN has 10 digits, the last of which may be an X, or 13; hyphens and spaces between them are allowed."

  private static func digits(of text: Substring) throws -> String {
    var digits = ""
    for character in text where !isSeparator(character) {
      switch character {
      case "0"..."9" where character.isASCII: digits.append(character)
      case "x", "X": digits.append("X")
      default: throw InvalidInput("This is no ISBN: it holds something other than digits. \(allowed)")
      }
    }
    return digits
  }

  /// `text` without `ISBN`, and without the 10 or 13 that may follow it and end with a colon or a space.
  private static func withoutLabel(_ text: String) -> Substring {
    guard text.prefix(4).lowercased() == "isbn" else { return text[...] }
    let rest = text.dropFirst(4).drop(while: isLabelEnd)
    let afterLength = rest.dropFirst(2)
    if rest.hasPrefix("10") || rest.hasPrefix("13"), let next = afterLength.first, next == ":" || next.isWhitespace {
      return afterLength.drop(while: isLabelEnd)
    }
    return rest
  }

  private static func isLabelEnd(_ character: Character) -> Bool { character == ":" || isSeparator(character) }

  private static func isSeparator(_ character: Character) -> Bool {
    character.isWhitespace
      || character.unicodeScalars.allSatisfy { scalar in
        // Besides all dashes: the minus sign, and the soft hyphen that comes with text copied from pages.
        scalar.properties.generalCategory == .dashPunctuation || scalar == "\u{2212}" || scalar == "\u{AD}"
      }
  }
}

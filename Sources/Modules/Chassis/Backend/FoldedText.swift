/// A name as it is compared: without case, accents, spaces and punctuation, so that `São Paulo`, `sao-paulo` and
/// `SAO PAULO` are one.
///
/// The standard library knows every character's name, and the name of an accented Latin letter says which letter it is
/// an accented form of. That folds all of Latin with neither ICU nor a table of characters. Other scripts keep their
/// accents and lose only their case; precomposed and decomposed spellings are equal in all of them.
package struct FoldedText: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ original: some StringProtocol) {
    var text = ""
    for character in original {
      if let ascii = character.asciiValue {
        if character.isLetter || character.isNumber { text.unicodeScalars.append(Unicode.Scalar(ascii | 0x20)) }
      } else if let letters = Self.latinLetters(of: character) {
        text += letters
      } else if character.isLetter || character.isNumber {
        text += character.lowercased()
      }
    }
    self.text = text
  }

  package var isEmpty: Bool { text.isEmpty }

  package var description: String { text }

  /// The plain letters of a Latin character, whatever marks it carries; nil where it is no Latin letter.
  private static func latinLetters(of character: Character) -> String? {
    // The marks of a decomposed character follow its base, so the first scalar says which letter it is.
    guard let base = character.unicodeScalars.first else { return nil }
    if base.isASCII {
      guard base.properties.isAlphabetic else { return nil }
      return base.properties.lowercaseMapping
    }
    guard var name = base.properties.name?[...] else { return nil }
    for prefix in ["FULLWIDTH ", "LATIN "] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
    guard let kind = kinds.first(where: name.hasPrefix) else { return nil }
    var letter = name.dropFirst(kind.count)
    if let marks = letter.firstRange(of: " WITH ") { letter = letter[..<marks.lowerBound] }
    if letter.count == 1 { return letter.lowercased() }
    return namedLetters[String(letter)]
  }

  private static let kinds = ["SMALL LETTER ", "CAPITAL LETTER ", "SMALL LIGATURE ", "CAPITAL LIGATURE "]

  /// Letters whose name is no single letter, as people without them on their keyboard write them.
  private static let namedLetters = [
    "SHARP S": "ss", "AE": "ae", "OE": "oe", "IJ": "ij", "ETH": "d", "THORN": "th", "ENG": "n", "DOTLESS I": "i",
    "LONG S": "s", "DZ": "dz", "LJ": "lj", "NJ": "nj",
  ]
}

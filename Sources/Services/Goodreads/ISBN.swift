import Chassis

/// An International Standard Book Number with a right check digit.
///
/// The form with ten digits and the one with thirteen name the same book, so books are kept under the longer one.
struct ISBN: Hashable, Sendable {
  /// Thirteen digits.
  let isbn13: String

  /// Nine digits and a check digit that may be `X`; nil for numbers that begin with 979, which have no short form.
  var isbn10: String? {
    guard isbn13.hasPrefix("978") else { return nil }
    let body = isbn13.dropFirst(3).dropLast()
    return body + String(Self.checkDigit10(body))
  }

  /// What tells it from other books: the number without what follows from the rest.
  var body: Substring { isbn13.dropLast() }

  /// Of ten digits. Throws ``InvalidInput``.
  init(ten digits: String) throws {
    let body = digits.dropLast()
    guard !body.contains("X") else {
      throw InvalidInput("An X can only be the last of the ten characters of an ISBN, where it stands for 10.")
    }
    try Self.check(digits, is: Self.checkDigit10(body))
    isbn13 = "978" + body + String(Self.checkDigit13("978" + body))
  }

  /// Of thirteen digits. Throws ``InvalidInput``.
  init(thirteen digits: String) throws {
    guard !digits.contains("X") else {
      throw InvalidInput("An ISBN of 13 digits holds no X: only one of ten characters can end with it.")
    }
    guard digits.hasPrefix("978") || digits.hasPrefix("979") else {
      throw InvalidInput("An ISBN of 13 digits begins with 978 or 979, and \(digits) does not.")
    }
    try Self.check(digits, is: Self.checkDigit13(digits.dropLast()))
    isbn13 = digits
  }

  private static func check(_ digits: String, is right: Character) throws {
    guard let last = digits.last, last != right else { return }
    throw InvalidInput(
      "\(digits) is no ISBN: its last character, the check digit, is \(last), but for the others it should be "
        + "\(right). Is a digit wrong or are two swapped?")
  }

  /// The weights 10 to 2 and the check digit together are divisible by 11.
  private static func checkDigit10(_ body: some StringProtocol) -> Character {
    let sum = zip(body, stride(from: 10, to: 1, by: -1)).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    let digit = (11 - sum % 11) % 11
    return digit == 10 ? "X" : Character(String(digit))
  }

  /// The weights 1, 3, 1, 3, … and the check digit together are divisible by 10.
  private static func checkDigit13(_ body: some StringProtocol) -> Character {
    let sum = body.enumerated().reduce(0) { $0 + ($1.element.wholeNumberValue ?? 0) * ($1.offset % 2 == 0 ? 1 : 3) }
    return Character(String((10 - sum % 10) % 10))
  }
}

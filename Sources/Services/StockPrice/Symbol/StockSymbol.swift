import Chassis

/// A ticker symbol in the spelling that most providers share: `AAPL`, `BRK-B`, `VOD.L`, `^GSPC`, `EURUSD=X`.
struct StockSymbol: Hashable, Sendable, CustomStringConvertible {
  let text: String

  static let longest = 15

  /// Takes any case and white space around. Throws ``InvalidInput``.
  init(_ typed: String) throws {
    let symbol = typed.trimmingWhitespace()
    guard !symbol.isEmpty else { throw InvalidInput("The stock symbol is empty. \(Self.allowed)") }
    // Dots alone would be steps in the path of a provider's URL.
    guard
      symbol.utf8.count <= Self.longest, symbol.utf8.allSatisfy(Self.isAllowed),
      symbol.contains(where: { $0.isLetter || $0.isNumber })
    else { throw InvalidInput("This is no stock symbol. \(Self.allowed)") }
    text = Self.withDashBeforeShareClass(symbol.uppercased())
  }

  private static let allowed = """
    Allowed are 1 to \(longest) characters: letters A to Z, digits, and . - ^ =, \
    with at least one letter or digit
    """

  var description: String { text }

  /// Classes of shares are written with a dot or a dash; a dot also begins the name of an exchange, none of which is
  /// called A, B or C.
  private static func withDashBeforeShareClass(_ symbol: String) -> String {
    for shareClass in [".A", ".B", ".C"] where symbol.hasSuffix(shareClass) && symbol.count > shareClass.count {
      return symbol.dropLast(shareClass.count) + "-" + shareClass.dropFirst()
    }
    return symbol
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "^"),
      UInt8(ascii: "="):
      true
    default: false
    }
  }
}

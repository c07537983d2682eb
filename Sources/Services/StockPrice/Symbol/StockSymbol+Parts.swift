/// The parts of a symbol, from which each provider's own spelling is made.
extension StockSymbol {
  /// What follows the dot, without it: the exchange, as in `VOD.L`. Nil for exchanges of the United States.
  var exchange: Substring? {
    guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return nil }
    let name = text[text.index(after: dot)...]
    return name.isEmpty ? nil : name
  }

  /// Without the exchange, and with a dot before the class of shares: `BRK-B` is `BRK.B` at most providers.
  var dotted: String {
    let end = exchange.map { text.index(before: $0.startIndex) } ?? text.endIndex
    var name = String(text[..<end])
    if let dash = name.lastIndex(of: "-"), dash != name.startIndex, name[dash...].utf8.count == 2 {
      name.replaceSubrange(dash...dash, with: ".")
    }
    return name
  }

  /// Whether this is a share on an exchange of the United States, all of which trade in dollars. Indexes, rates of
  /// exchange and pairs such as `BTC-USD` are not.
  var isListedInUnitedStates: Bool {
    exchange == nil && dotted.utf8.allSatisfy { byte in byte != UInt8(ascii: "^") && byte != UInt8(ascii: "=") }
      && !dotted.contains("-")
  }
}

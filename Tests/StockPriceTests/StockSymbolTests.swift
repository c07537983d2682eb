import Chassis
import Testing

@testable import StockPrice

@Suite struct StockSymbolTests {
  @Test(arguments: [
    ("AAPL", "AAPL"), (" aapl ", "AAPL"), ("brk-b", "BRK-B"), ("brk.b", "BRK-B"), ("BF.A", "BF-A"),
    ("vod.l", "VOD.L"), ("7203.t", "7203.T"), ("sap.de", "SAP.DE"), ("^gspc", "^GSPC"), ("eurusd=x", "EURUSD=X"),
    ("btc-usd", "BTC-USD"), ("v", "V"), (".B", ".B"), ("ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO"),
  ])
  func symbols_have_one_spelling(typed: String, symbol: String) throws {
    #expect(try StockSymbol(typed).text == symbol)
  }

  @Test(arguments: [
    "", "   ", "..", ".", "^=", "../x", "A B", "AAPL!", "ÄÖ", "ſ", "A\u{0}", "ABCDEFGHIJKLMNOP", "<b>", "株",
  ])
  func anything_else_is_refused_and_told_what_is_allowed(typed: String) {
    let error = #expect(throws: InvalidInput.self) { try StockSymbol(typed) }
    #expect(error?.message.contains("1 to 15 characters: letters A to Z, digits, and . - ^ =") == true)
  }
}

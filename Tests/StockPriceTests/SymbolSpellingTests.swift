import Chassis
import Testing

@testable import StockPrice

@Suite struct SymbolSpellingTests {
  @Test(arguments: [
    ("AAPL", "AAPL", nil), ("BRK-B", "BRK.B", nil), ("VOD.L", "VOD", "L"), ("BTC-USD", "BTC-USD", nil),
    ("BP-A.L", "BP.A", "L"), (".B", ".B", nil), ("-B", "-B", nil), ("A.", "A.", nil), ("^GSPC", "^GSPC", nil),
    ("BAC-PL", "BAC-PL", nil),
  ])
  func a_symbol_has_a_name_and_an_exchange(typed: String, dotted: String, exchange: String?) throws {
    let symbol = try StockSymbol(typed)
    #expect(symbol.dotted == dotted)
    #expect(symbol.exchange.map(String.init) == exchange)
  }

  @Test(arguments: [
    ("AAPL", "AAPL", nil), ("BRK-B", "BRK.B", nil), ("VOD.L", "VOD", "XLON"), ("SAP.DE", "SAP", "XETR"),
    ("7203.T", "7203", "XJPX"), ("X.QQ", "X.QQ", nil),
  ])
  func Twelve_Data_names_exchanges_by_ISO_10383(typed: String, name: String, code: String?) throws {
    let query = TwelveData.query(try StockSymbol(typed))
    #expect(query.map(\.0) == (code == nil ? ["symbol"] : ["symbol", "mic_code"]))
    #expect(query.first?.1 == name)
    #expect(query.dropFirst().first?.1 == code)
  }

  @Test(arguments: [
    ("AAPL", "AAPL"), ("BRK-B", "BRK-B"), ("VOD.L", "VOD.LON"), ("SAP.DE", "SAP.DEX"), ("SHOP.TO", "SHOP.TRT"),
    ("7203.T", "7203.T"),
  ])
  func Alpha_Vantage_has_names_of_its_own_for_exchanges(typed: String, spelling: String) throws {
    #expect(AlphaVantage.spelling(try StockSymbol(typed)) == spelling)
  }
}

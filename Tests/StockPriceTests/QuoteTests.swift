import Foundation
import Testing

@testable import StockPrice

@Suite struct QuoteTests {
  @Test(arguments: [
    ("USD", "USD", 2), ("JPY", "JPY", 0), ("GBp", "GBP", 4), ("GBX", "GBP", 4), ("ILA", "ILS", 4), ("ZAc", "ZAR", 4),
  ])
  func currencies_are_reported_by_their_ISO_code(name: String, code: String, decimals: Int) throws {
    let currency = try #require(TradingCurrency(name))
    #expect(currency.code == code)
    #expect(currency.decimals == decimals)
  }

  @Test(arguments: ["", "usd", "US", "USDX", "U$D", "gbp", "ÄÖÜ"])
  func what_is_no_currency_is_refused(name: String) {
    #expect(TradingCurrency(name) == nil)
  }

  @Test(arguments: [("GBp", 75.26, 0.7526), ("JPY", 2799.6, 2800), ("USD", 10.006, 10.01), ("USD", 10.004, 10)])
  func prices_are_reported_to_the_decimals_of_their_currency(name: String, stated: Double, reported: Double) throws {
    #expect(try #require(TradingCurrency(name)).reported(stated) == reported)
  }

  private func quote(_ price: Double, _ previous: Double?) throws -> Quote {
    Quote(
      symbol: try StockSymbol("AAPL"), name: "Apple Inc.", price: price, previousClose: previous,
      currency: TradingCurrency("USD"), asOf: Date(timeIntervalSince1970: 0), history: [])
  }

  @Test func the_change_is_what_lies_between_the_two_prices_as_shown() throws {
    let quote = try quote(10.114, 9.996)
    #expect(quote.price == 10.11)
    #expect(quote.previousClose == 10)
    #expect(quote.change == 0.11)
    #expect(quote.changePercent == 1.1)
    #expect(try self.quote(8, 10).changePercent == -20)
  }

  @Test(arguments: [nil, 0])
  func without_a_previous_close_there_is_no_change(previous: Double?) throws {
    let quote = try quote(10, previous)
    #expect(quote.change == nil)
    #expect(quote.changePercent == nil)
  }
}

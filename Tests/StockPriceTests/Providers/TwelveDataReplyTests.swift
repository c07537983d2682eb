import Chassis
import Foundation
import Testing
import Upstream

@testable import StockPrice

@Suite struct TwelveDataReplyTests {
  private func read(_ text: String, status: Int = 200, now: Date = monday, as symbol: String = "AAPL") throws
    -> QuoteReading
  {
    try TwelveDataReply.reading(from: UpstreamReply(status, text), for: try StockSymbol(symbol), now: now)
  }

  private func error(_ code: Int, _ message: String, status: Int? = nil, now: Date = monday) -> ProviderError? {
    #expect(throws: ProviderError.self) {
      _ = try read(Replies.twelveDataError(code, message), status: status ?? code, now: now)
    }
  }

  @Test func a_quote_of_strings_is_read_as_numbers() throws {
    let quote = try read(Replies.twelveData(["close": #""332.694""#])).quote
    #expect(quote.name == "Apple Inc.")
    #expect(quote.price == 332.69)
    #expect(quote.previousClose == 331.34)
    #expect(quote.change == 1.35)
    #expect(quote.changePercent == 0.41)
    #expect(quote.currency == "USD")
    #expect(quote.asOf == Date(timeIntervalSince1970: 1_789_574_220))
    #expect(quote.history.isEmpty)
  }

  @Test func a_quote_of_numbers_is_read_too() throws {
    let quote = try read(Replies.twelveData(["close": "332.5", "timestamp": #""1""#, "last_quote_at": nil])).quote
    #expect(quote.price == 332.5)
    #expect(quote.asOf == Date(timeIntervalSince1970: 1))
  }

  @Test func pence_are_reported_in_pounds() throws {
    let quote = try read(Replies.twelveData(["currency": #""GBp""#, "close": #""75.26""#, "previous_close": nil])).quote
    #expect(quote.currency == "GBP")
    #expect(quote.price == 0.7526)
    #expect(quote.previousClose == nil)
  }

  @Test func what_is_missing_is_unknown() throws {
    let quote = try read(#"{"close":"5"}"#, as: "BRK-B").quote
    #expect(quote.name == "BRK-B")
    #expect(quote.currency == nil)
    #expect(quote.asOf == nil)
  }

  @Test(arguments: [("true", 60), ("false", 900), (nil, 60)])
  func while_the_exchange_is_closed_a_quote_stays_fresh(isOpen: String?, seconds: Int) throws {
    #expect(try read(Replies.twelveData(["is_market_open": isOpen])).freshFor == .seconds(seconds))
  }

  private static let invalidSymbol = """
    **symbol** or **figi** parameter is missing or invalid. Please provide a valid symbol according to API \
    documentation: https://twelvedata.com/docs#reference-data
    """

  private static let plan = """
    This symbol is available starting with the Grow or Venture plan. Consider upgrading now at \
    https://twelvedata.com/pricing
    """

  private static let wrongKey = """
    **apikey** parameter is incorrect or not specified. You can get your free API key instantly following this link: \
    https://twelvedata.com/pricing.
    """

  private static func credits(_ period: String) -> String {
    "You have run out of API credits for the \(period). 9 API credits were used, with the current limit being 8."
  }

  /// An error may come with its own status, or with 200.
  @Test(arguments: [nil, 200])
  func errors_are_told_by_their_body(status: Int?) {
    #expect(error(404, Self.invalidSymbol, status: status)?.code == .unknown)
    #expect(error(400, "**symbol** not found: ZZZZZZ.", status: status)?.code == .unknown)
    #expect(error(404, Self.plan, status: status)?.code == .refused)
    #expect(error(403, "?", status: status)?.code == .refused)
    #expect(error(401, Self.wrongKey, status: status)?.code == .refused)
    #expect(error(429, Self.credits("current minute"), status: status)?.code == .throttled)
    #expect(error(400, "**interval** is wrong", status: status)?.code == .unavailable)
    #expect(error(500, "?", status: status)?.code == .unavailable)
    #expect(error(-5, "?", status: status)?.code != .unknown)
  }

  @Test func errors_name_the_symbol_or_the_variable() {
    #expect(error(404, Self.invalidSymbol)?.detail == "Twelve Data knows no symbol \"AAPL\".")
    #expect(
      error(404, Self.plan)?.detail
        == "The Twelve Data plan of the key in TWELVE_DATA_API_KEY does not cover \"AAPL\".")
    #expect(error(401, Self.wrongKey)?.detail == "Twelve Data does not accept the key in TWELVE_DATA_API_KEY.")
  }

  /// Monday, 13:58:40.
  @Test func the_limit_of_a_minute_lasts_until_the_next_minute() {
    #expect(error(429, Self.credits("current minute"))?.retryAfter == .seconds(21))
    #expect(error(429, "?")?.retryAfter == .seconds(21))
    let fullMinute = Date(timeIntervalSince1970: 1_791_208_680)
    #expect(error(429, Self.credits("current minute"), now: fullMinute)?.retryAfter == .seconds(61))
  }

  @Test func the_limit_of_a_day_lasts_until_midnight_UTC() {
    #expect(error(429, Self.credits("day"))?.retryAfter == .seconds(10 * 3600 + 80 + 1))
  }

  @Test(
    arguments: [
      (429, "slow down", .throttled), (401, "<html>", .refused), (404, "<html>", .unavailable),
      (404, "{}", .unavailable),
      (503, "<html>", .unavailable), (200, "<html>", .unavailable), (200, "{}", .unavailable),
      (200, #"{"close":null}"#, .unavailable), (200, #"{"close":"NaN"}"#, .unavailable),
      (200, #"{"close":"1e300"}"#, .unavailable), (200, #"{"close":[]}"#, .unavailable),
      (200, #"{"status":"error"}"#, .unavailable),
    ] as [(Int, String, ProviderError.Code)])
  func other_bodies_are_told_by_their_status(status: Int, body: String, expected: ProviderError.Code) {
    #expect(code { _ = try read(body, status: status) } == expected)
  }
}

import Chassis
import Foundation
import Testing
import Upstream

@testable import StockPrice

@Suite struct YahooReplyTests {
  private func read(_ text: String, status: Int = 200, now: Date = monday, as symbol: String = "AAPL") throws
    -> QuoteReading
  {
    try YahooReply.reading(from: UpstreamReply(status, text), for: try StockSymbol(symbol), now: now)
  }

  private func quote(_ meta: [String: String?]) throws -> Quote { try read(Replies.yahoo(meta: meta)).quote }

  @Test func a_chart_gives_the_whole_quote() throws {
    let quote = try read(Replies.yahoo()).quote
    #expect(quote.symbol == "AAPL")
    #expect(quote.name == "Apple Inc.")
    #expect(quote.price == 333.92)
    #expect(quote.currency == "USD")
    #expect(quote.previousClose == 333.69)
    #expect(quote.change == 0.23)
    #expect(quote.changePercent == 0.07)
    #expect(quote.asOf == Date(timeIntervalSince1970: 1_791_208_707))
    #expect(quote.history.map(\.date.text) == ["2026-09-30", "2026-10-02", "2026-10-05"])
    #expect(quote.history.map(\.close) == [331.5, 333.69, 333.92])
  }

  @Test func the_close_before_the_month_is_not_yesterdays() throws {
    #expect(try quote(["chartPreviousClose": "1"]).previousClose == 333.69)
  }

  @Test func the_previous_close_that_Yahoo_names_is_the_one() throws {
    #expect(try quote(["previousClose": "330"]).previousClose == 330)
  }

  @Test func an_empty_bar_of_yesterday_leaves_the_change_unknown() throws {
    let quote = try read(Replies.yahoo(closes: "331.5, 332, null, 333.923")).quote
    #expect(quote.previousClose == nil)
    #expect(quote.change == nil)
    #expect(quote.price == 333.92)
  }

  @Test(arguments: [("GBp", "GBP", 3.3392), ("ILA", "ILS", 3.3392), ("ZAc", "ZAR", 3.3392), ("KWF", "KWD", 0.333923)])
  func prices_in_hundredths_are_reported_in_the_currency(unit: String, code: String, price: Double) throws {
    let quote = try quote(["currency": "\"\(unit)\""])
    #expect(quote.currency == code)
    #expect(quote.price == price)
    #expect(quote.history.last?.close == price)
  }

  @Test func a_yen_price_keeps_the_decimals_that_the_instrument_has() throws {
    #expect(try quote(["currency": #""JPY""#, "regularMarketPrice": "155.3"]).price == 155.3)
    #expect(try quote(["currency": #""JPY""#, "priceHint": nil, "regularMarketPrice": "155.3"]).price == 155.3)
  }

  @Test func a_small_price_keeps_its_decimals() throws {
    #expect(try quote(["regularMarketPrice": "0.083412", "priceHint": "6"]).price == 0.083412)
    #expect(try quote(["regularMarketPrice": "0.083412", "priceHint": nil]).price == 0.0834)
    #expect(try quote(["regularMarketPrice": "0.083412", "priceHint": "1e99"]).price == 0.0834)
  }

  @Test(arguments: [nil, "null", #""dollars""#])
  func an_unknown_currency_is_null_and_the_price_stands_as_it_came(currency: String?) throws {
    let quote = try quote(["currency": currency])
    #expect(quote.currency == nil)
    #expect(quote.price == 333.92)
  }

  @Test func the_short_name_and_the_symbol_stand_in_for_the_name() throws {
    #expect(try quote(["longName": nil]).name == "Apple")
    #expect(try quote(["longName": "null", "shortName": #""  ""#]).name == "AAPL")
  }

  @Test func a_price_without_a_time_has_no_previous_close_either() throws {
    let quote = try quote(["regularMarketTime": nil])
    #expect(quote.asOf == nil)
    #expect(quote.previousClose == nil)
    #expect(quote.price == 333.92)
  }

  @Test func a_chart_without_bars_has_a_price() throws {
    let text = #"{"chart":{"result":[{"meta":{"regularMarketPrice":5,"currency":"USD"}}],"error":null}}"#
    let quote = try read(text).quote
    #expect(quote.price == 5)
    #expect(quote.history.isEmpty)
  }

  @Test(arguments: [
    ["instrumentType": #""ECNQUOTE""#, "currency": "null", "regularMarketTime": "null", "regularMarketPrice": nil],
    ["instrumentType": #""ECNQUOTE""#], ["regularMarketPrice": nil], ["regularMarketPrice": "null"],
  ])
  func a_phantom_is_unknown(meta: [String: String?]) {
    #expect(code { _ = try quote(meta) } == .unknown)
  }

  @Test(arguments: [404, 200]) func the_error_Not_Found_is_unknown(status: Int) {
    let error = #expect(throws: ProviderError.self) {
      _ = try read(Replies.yahooError("Not Found"), status: status, as: "ZZZZZZ")
    }
    #expect(error?.code == .unknown)
    #expect(error?.detail == "Yahoo Finance knows no symbol \"ZZZZZZ\".")
  }

  @Test(arguments: [
    (404, "<html>Not found</html>"), (404, "{}"), (422, Replies.yahooError("Unprocessable Entity")),
    (400, Replies.yahooError("Bad Request")), (502, "<html>"), (503, ""), (999, "<html>"), (500, "{}"),
    (503, Replies.yahoo()), (200, "<html>Will be right back</html>"), (200, ""), (200, "null"), (200, "[]"),
    (200, "{}"), (200, #"{"chart":null}"#), (200, #"{"chart":{"result":null,"error":null}}"#),
    (200, #"{"chart":{"result":[],"error":null}}"#), (200, #"{"finance":{"result":null,"error":null}}"#),
  ])
  func an_outage_is_never_unknown(status: Int, body: String) {
    #expect(code { _ = try read(body, status: status) } == .unavailable)
  }

  @Test(arguments: [
    (401, #"{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}"#),
    (403, "<html>"), (401, Replies.yahooError("Unauthorized")), (403, Replies.yahoo()),
  ])
  func a_call_that_is_not_allowed_is_refused(status: Int, text: String) {
    let error = #expect(throws: ProviderError.self) { _ = try read(text, status: status) }
    #expect(error?.code == .refused)
    #expect(error?.detail == "Yahoo Finance refuses calls from this address.")
  }

  @Test func a_page_of_a_server_in_trouble_is_told_by_its_status() {
    let error = #expect(throws: ProviderError.self) { _ = try read("<html>", status: 502) }
    #expect(error?.detail == "Yahoo Finance answered with the status 502.")
  }

  @Test(arguments: [
    (429, "Edge: Too Many Requests", nil), (429, "Too Many Requests\r\n", "5"), (200, "Too Many Requests\r\n", nil),
  ])
  func too_many_calls_rest_a_quarter_of_an_hour(status: Int, text: String, retryAfter: String?) throws {
    let reply = UpstreamReply(status, text, retryAfter: retryAfter)
    let error = #expect(throws: ProviderError.self) {
      _ = try YahooReply.reading(from: reply, for: try StockSymbol("AAPL"), now: monday)
    }
    #expect(error?.code == .throttled)
    #expect(error?.retryAfter == .seconds(900))
  }

  @Test func a_longer_rest_that_Yahoo_asks_for_is_kept() throws {
    let reply = UpstreamReply(429, "Too Many Requests", retryAfter: "3600")
    let error = #expect(throws: ProviderError.self) {
      _ = try YahooReply.reading(from: reply, for: try StockSymbol("AAPL"), now: monday)
    }
    #expect(error?.retryAfter == .seconds(3600))
  }

  /// The exchange is open from 13:30 to 20:00; `minutes` are from its opening.
  @Test(arguments: [
    (0, 60), (29, 60), (389, 60), (419, 60), (420, 900), (600, 900), (-1, 60), (-5, 300), (-15, 900), (-600, 900),
  ])
  func a_closed_exchange_is_asked_less_often_until_it_opens(minutes: Double, seconds: Int) throws {
    let now = Date(timeIntervalSince1970: 1_791_207_000 + minutes * 60)
    #expect(try read(Replies.yahoo(), now: now).freshFor == .seconds(seconds))
  }

  @Test func without_trading_hours_a_quote_is_fresh_for_a_minute() throws {
    let text = Replies.yahoo(meta: ["currentTradingPeriod": nil])
    #expect(try read(text, now: .distantFuture).freshFor == .seconds(60))
  }
}

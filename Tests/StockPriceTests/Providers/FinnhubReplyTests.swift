import Chassis
import Foundation
import Testing
import Upstream

@testable import StockPrice

@Suite struct FinnhubReplyTests {
  private func read(_ text: String, status: Int = 200, as symbol: String = "AAPL") throws -> LivePrice {
    try FinnhubReply.price(from: UpstreamReply(status, text), for: try StockSymbol(symbol))
  }

  private func company(_ text: String, status: Int = 200) throws -> String {
    try FinnhubReply.company(from: UpstreamReply(status, text), for: try StockSymbol("AAPL"))
  }

  @Test func a_quote_is_a_price_of_now_and_of_the_day_before() throws {
    let quote = try #require(read(Replies.finnhub).quote(for: try StockSymbol("AAPL"), name: "Apple Inc"))
    #expect(quote.name == "Apple Inc")
    #expect(quote.price == 309.38)
    #expect(quote.previousClose == 303.42)
    #expect(quote.change == 5.96)
    #expect(quote.changePercent == 1.96)
    #expect(quote.asOf == Date(timeIntervalSince1970: 1_697_650_902))
    #expect(quote.history.isEmpty)
  }

  @Test(arguments: [
    ("AAPL", "USD"), ("BRK-B", "USD"), ("SAP.DE", nil), ("VOD.L", nil), ("^GSPC", nil), ("EURUSD=X", nil),
    ("BTC-USD", nil),
  ])
  func only_what_is_listed_in_the_United_States_is_surely_in_dollars(symbol: String, currency: String?) throws {
    #expect(try read(Replies.finnhub, as: symbol).currency?.code == currency)
  }

  @Test func what_was_never_traded_is_unknown() {
    #expect(code { _ = try read(Replies.finnhubUnknown) } == .unknown)
    #expect(code { _ = try read(#"{"c":0,"pc":0,"t":null}"#) } == .unknown)
  }

  @Test func a_price_of_nothing_for_what_was_traded_is_no_price() {
    #expect(code { _ = try read(#"{"c":0,"pc":3,"t":1697650902}"#) } == .unavailable)
  }

  @Test func a_share_on_its_first_day_has_no_previous_close() throws {
    #expect(try read(#"{"c":10,"pc":0,"t":1697650902}"#).previousClose == nil)
    #expect(try read(#"{"c":10}"#).asOf == nil)
  }

  @Test(
    arguments: [
      (401, "Please use an API key.", .refused), (401, "Invalid API key.", .refused),
      (200, "Invalid API key.", .refused),
      (403, "You don't have access to this resource.", .refused), (401, "?", .refused), (403, "?", .refused),
      (200, "You don't have access to this resource.", .refused),
      (429, "API limit reached. Please try again later. Remaining Limit: 0", .throttled),
      (200, "API limit reached. Please try again later. Remaining Limit: 0", .throttled), (429, "?", .throttled),
      (200, "?", .unavailable), (500, "?", .unavailable), (422, "?", .unavailable),
    ] as [(Int, String, ProviderError.Code)])
  func errors_are_told_by_their_text_and_then_by_their_status(status: Int, text: String, expected: ProviderError.Code) {
    let body = #"{"error":"\#(text)"}"#
    #expect(code { _ = try read(body, status: status) } == expected)
    #expect(code { _ = try company(body, status: status) } == expected)
  }

  @Test(
    arguments: [
      (401, "<html>", .refused), (403, "", .refused), (429, "slow down", .throttled), (503, "<html>", .unavailable),
      (200, "<html>", .unavailable), (200, "{}", .unavailable), (200, #"{"c":"1"}"#, .unavailable),
      (200, #"{"c":1e300}"#, .unavailable), (404, "{}", .unavailable), (302, "", .unavailable),
    ] as [(Int, String, ProviderError.Code)])
  func without_a_text_the_status_tells(status: Int, body: String, expected: ProviderError.Code) {
    #expect(code { _ = try read(body, status: status) } == expected)
  }

  @Test func a_refusal_names_the_variable() {
    let invalid = #expect(throws: ProviderError.self) { _ = try read(#"{"error":"Invalid API key."}"#, status: 401) }
    #expect(invalid?.detail == "Finnhub does not accept the key in FINNHUB_API_KEY.")
    let plan = #expect(throws: ProviderError.self) {
      _ = try read(#"{"error":"You don't have access to this resource."}"#, status: 403, as: "VOD.L")
    }
    #expect(plan?.detail == "The Finnhub plan of the key in FINNHUB_API_KEY does not cover \"VOD.L\".")
  }

  @Test func too_many_calls_rest_as_long_as_Finnhub_says() throws {
    let reply = UpstreamReply(429, #"{"error":"API limit reached."}"#, retryAfter: "17")
    let error = #expect(throws: ProviderError.self) {
      _ = try FinnhubReply.price(from: reply, for: try StockSymbol("AAPL"))
    }
    #expect(error?.retryAfter == .seconds(17))
  }

  @Test func a_profile_has_the_name_of_the_company() throws {
    #expect(try company(Replies.finnhubProfile) == "Apple Inc")
  }

  @Test(arguments: ["{}", #"{"name":""}"#, #"{"name":null}"#])
  func a_profile_without_a_name_is_unknown(text: String) {
    #expect(code { _ = try company(text) } == .unknown)
  }
}

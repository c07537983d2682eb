import Chassis
import Foundation
import Testing
import Upstream

@testable import StockPrice

@Suite struct AlphaVantageReplyTests {
  private func read(_ text: String, status: Int = 200, now: Date = monday, as symbol: String = "IBM") throws
    -> LivePrice
  {
    try AlphaVantageReply.price(from: UpstreamReply(status, text), for: try StockSymbol(symbol), now: now)
  }

  private func company(_ text: String, spelling: String = "IBM") throws -> AlphaVantageReply.Company {
    try AlphaVantageReply.company(from: UpstreamReply(200, text), spelling: spelling, now: monday)
  }

  @Test func a_quote_is_that_of_a_day() throws {
    let quote = try #require(read(Replies.alphaVantage).quote(for: try StockSymbol("IBM"), name: nil))
    #expect(quote.name == "IBM")
    #expect(quote.price == 125.78)
    #expect(quote.previousClose == 125.4)
    #expect(quote.change == 0.38)
    #expect(quote.changePercent == 0.3)
    #expect(quote.currency == "USD")
    #expect(quote.asOf == (try Date("2026-09-26T00:00:00Z", strategy: .iso8601)))
  }

  @Test func outside_the_United_States_the_quote_alone_has_no_currency() throws {
    #expect(try read(Replies.alphaVantage, as: "VOD.L").currency == nil)
  }

  @Test func the_company_is_the_match_with_exactly_that_symbol() throws {
    let company = try company(Replies.alphaVantageSearch)
    #expect(company.name == "International Business Machines Corp")
    #expect(company.currency?.code == "USD")
    #expect(try self.company(Replies.alphaVantageSearch, spelling: "IBMJ.LON").currency?.code == "GBP")
  }

  @Test(arguments: [#"{"bestMatches":[]}"#, "{}", #"{"bestMatches":[{"1. symbol":"IBMX","2. name":"Another"}]}"#])
  func a_search_without_the_symbol_finds_no_company(text: String) {
    #expect(code { _ = try company(text) } == .unknown)
  }

  @Test func an_empty_quote_is_unknown() {
    let error = #expect(throws: ProviderError.self) { _ = try read(#"{"Global Quote":{}}"#, as: "ZZZZZZ") }
    #expect(error?.code == .unknown)
    #expect(error?.detail == "Alpha Vantage knows no symbol \"ZZZZZZ\".")
  }

  private static let secret = "Q1W2E3R4T5"

  private static let daily = """
    We have detected your API key as \(secret) and our standard API rate limit is 25 requests per day. Please subscribe \
    to any of the premium plans at https://www.alphavantage.co/premium/ to instantly remove all daily rate limits.
    """

  private static let burst = """
    Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request \
    per second). You may subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to lift the free \
    key rate limit (25 requests per day), raise the per-second burst limit, and instantly unlock all premium endpoints
    """

  private static let minute = """
    Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute and 500 calls per day. \
    Please visit https://www.alphavantage.co/premium/ if you would like to target a higher API call frequency.
    """

  private static let wrongKey = """
    the parameter apikey is invalid or missing. Please claim your free API key on \
    (https://www.alphavantage.co/support/#api-key). It should take less than 20 seconds.
    """

  private static let demo = """
    The **demo** API key is for demo purposes only. Please claim your free API key at \
    (https://www.alphavantage.co/support/#api-key) to explore our full API offerings.
    """

  private static let badCall = """
    Invalid API call. Please retry or visit the documentation (https://www.alphavantage.co/documentation/) for \
    GLOBAL_QUOTE.
    """

  /// Monday, 13:58:40: ten hours and 80 seconds before midnight.
  @Test(
    arguments: [
      ("Information", burst, .throttled, 2), ("Note", burst, .throttled, 2), ("Note", minute, .throttled, 60),
      ("Information", daily, .throttled, 21_600), ("Error Message", wrongKey, .refused, nil),
      ("Information", demo, .refused, nil), ("Information", "This is a premium endpoint.", .refused, nil),
      ("Error Message", badCall, .unavailable, nil), ("Information", "?", .unavailable, nil),
    ] as [(String, String, ProviderError.Code, Int?)])
  func every_error_is_told_by_its_words(member: String, text: String, expected: ProviderError.Code, rest: Int?) throws {
    let body = Replies.alphaVantageFault(member, text)
    let errors = [
      #expect(throws: ProviderError.self) { _ = try read(body) },
      #expect(throws: ProviderError.self) { _ = try company(body) },
    ]
    for error in errors {
      #expect(error?.code == expected)
      #expect(error?.retryAfter == rest.map { .seconds($0) })
      // The text of the provider goes nowhere, as one of them repeats the key.
      #expect(!"\(error as Any) \(String(reflecting: error))".contains(Self.secret))
      #expect(error?.detail?.contains("premium plans") != true)
    }
  }

  @Test func late_in_the_day_the_limit_of_the_day_lasts_until_midnight_UTC() {
    let now = Date(timeIntervalSince1970: 1_791_241_200)
    let error = #expect(throws: ProviderError.self) {
      _ = try read(Replies.alphaVantageFault("Information", Self.daily), now: now)
    }
    #expect(error?.retryAfter == .seconds(3600))
  }

  @Test func a_refusal_names_the_variable() {
    let error = #expect(throws: ProviderError.self) {
      _ = try read(Replies.alphaVantageFault("Error Message", Self.wrongKey))
    }
    #expect(error?.detail == "Alpha Vantage does not accept the key in ALPHAVANTAGE_API_KEY.")
  }

  @Test(
    arguments: [
      (200, "<html>", .unavailable), (200, "", .unavailable), (200, "{}", .unavailable), (503, "<html>", .unavailable),
      (429, "", .throttled), (200, #"{"Global Quote":{"01. symbol":"IBM"}}"#, .unavailable),
      (200, #"{"Global Quote":{"01. symbol":"IBM","05. price":"NaN"}}"#, .unavailable),
      (200, #"{"Global Quote":{"01. symbol":"IBM","05. price":"1e400"}}"#, .unavailable),
      (200, #"{"Global Quote":[]}"#, .unavailable), (200, #"{"Global Quote":null}"#, .unavailable),
    ] as [(Int, String, ProviderError.Code)])
  func anything_else_is_no_usable_answer(status: Int, body: String, expected: ProviderError.Code) {
    #expect(code { _ = try read(body, status: status) } == expected)
  }
}

import Chassis
import Foundation
import Testing
import Timing
import Upstream

@testable import StockPrice

/// No byte that a provider sends may end the process or be taken for anything but an answer or a failure of the provider.
@Suite struct HostileReplyTests {
  /// Each reader with a reply that it accepts.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var good: String
    var read: @Sendable (UpstreamReply) throws -> Void
  }

  private static let symbol = "AAPL"

  static let cases = [
    Case(testDescription: "yahoo", good: Replies.yahoo()) {
      _ = try YahooReply.reading(from: $0, for: try StockSymbol(symbol), now: monday)
    },
    Case(testDescription: "finnhub quote", good: Replies.finnhub) {
      _ = try FinnhubReply.price(from: $0, for: try StockSymbol(symbol))
    },
    Case(testDescription: "finnhub profile", good: Replies.finnhubProfile) {
      _ = try FinnhubReply.company(from: $0, for: try StockSymbol(symbol))
    },
    Case(testDescription: "twelvedata", good: Replies.twelveData()) {
      _ = try TwelveDataReply.reading(from: $0, for: try StockSymbol(symbol), now: monday)
    },
    Case(testDescription: "alphavantage quote", good: Replies.alphaVantage) {
      _ = try AlphaVantageReply.price(from: $0, for: try StockSymbol(symbol), now: monday)
    },
    Case(testDescription: "alphavantage search", good: Replies.alphaVantageSearch) {
      _ = try AlphaVantageReply.company(from: $0, spelling: "IBM", now: monday)
    },
  ]

  /// The code of the failure; nil where the reply was accepted. Anything but a `ProviderError` is a fault of ours.
  private func code(_ test: Case, _ bytes: [UInt8], status: Int = 200) -> ProviderError.Code? {
    do {
      try test.read(UpstreamReply(status: status, body: bytes))
      return nil
    } catch let error as ProviderError {
      #expect(!"\(error)".contains("BOOM"))
      return error.code
    } catch {
      Issue.record("\(test.testDescription) threw \(error)")
      return nil
    }
  }

  @Test(arguments: cases) func the_reply_itself_is_accepted(test: Case) {
    #expect(code(test, Array(test.good.utf8)) == nil)
  }

  @Test(arguments: cases) func a_reply_that_ends_early_is_no_usable_answer(test: Case) {
    let bytes = Array(test.good.utf8)
    for length in bytes.indices { #expect(code(test, Array(bytes[..<length])) == .unavailable) }
  }

  @Test(arguments: cases) func deep_JSON_is_no_usable_answer(test: Case) {
    for (open, close) in [("[", "]"), (#"{"BOOM":"#, "}"), (#"{"chart":"#, "}"), (#"{"Global Quote":"#, "}")] {
      let deep = String(repeating: open, count: 50_000)
      #expect(code(test, Array(deep.utf8)) == .unavailable)
      #expect(code(test, Array((deep + "1" + String(repeating: close, count: 50_000)).utf8)) == .unavailable)
    }
  }

  @Test(arguments: cases) func invalid_UTF_8_is_never_an_answer_that_stands_for_something_else(test: Case) {
    let bytes = Array(test.good.utf8)
    for position in stride(from: 0, to: bytes.count, by: 3) {
      var broken = bytes
      broken[position] = 0xFF
      #expect(code(test, broken) == .unavailable)
    }
  }

  /// Each value of the reply in turn becomes each of these.
  @Test(arguments: cases) func values_of_any_kind_end_nothing(test: Case) throws {
    let values = [
      "null", "true", "[]", "{}", #""""#, "0", "-1", "1e308", "-1e308", "1e-308", "1e999", "99999999999999999999999",
      "NaN", #""NaN""#, #""inf""#, #""-1e400""#, #""\u0000\u202E""#, "[[[[null]]]]", "253402300800", "-99999999999999",
      #"{"BOOM":"BOOM"}"#, #""BOOM""#,
    ]
    let scalar = /[:\[,] ?(?<value>"[^"]*"|-?[0-9.]+|null|true|false)(?! ?:)/
    let places = test.good.matches(of: scalar).map { $0.output.value.startIndex..<$0.output.value.endIndex }
    #expect(places.count > 3)
    for place in places {
      for value in values {
        let body = test.good.replacingCharacters(in: place, with: value)
        _ = code(test, Array(body.utf8))
      }
    }
  }

  @Test(arguments: cases) func a_reply_of_any_status_ends_nothing(test: Case) {
    for status in [100, 204, 301, 304, 400, 401, 403, 404, 418, 422, 429, 500, 503, 599, 999] {
      for body in ["", test.good, "BOOM", "null", "[]", "{}", #"{"error":"BOOM"}"#, #"{"status":"error"}"#] {
        let code = code(test, Array(body.utf8), status: status)
        if status >= 400 { #expect(code != nil) }
      }
    }
  }

  @Test(arguments: cases) func random_bytes_end_nothing(test: Case) {
    var random = SplitMix64(seed: 1)
    let bytes = Array(test.good.utf8)
    for _ in 0..<300 {
      var broken = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        broken[Int.random(in: broken.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = code(test, broken)
    }
  }

  /// What was accepted can be sent on as JSON, whatever its numbers are.
  @Test(arguments: [("1e12", "1e-300"), ("-1e12", "1e12"), ("0", "0"), ("1e-300", "-1e-300"), ("5", "0.00000001")])
  func a_quote_of_extreme_prices_can_be_sent_on(price: String, previous: String) throws {
    let meta = ["regularMarketPrice": price, "previousClose": previous, "priceHint": "8"]
    let reply = UpstreamReply(200, Replies.yahoo(meta: meta, closes: "1e12, -1e12, 1e-300, 0"))
    let quote = try YahooReply.reading(from: reply, for: try StockSymbol("AAPL"), now: monday).quote
    let json = try JSONEncoder().encode(quote)
    #expect(json.count < 2000)
  }
}

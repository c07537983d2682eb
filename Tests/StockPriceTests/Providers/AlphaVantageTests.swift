import BackendTesting
import Chassis
import Foundation
import HTTPClient
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import StockPrice

@Suite struct AlphaVantageTests {
  private static let key = ["ALPHAVANTAGE_API_KEY": "test-key"]

  /// - Parameter search: What the second call gives.
  private func exchange(
    _ environment: [String: String] = key, search: String = Replies.alphaVantageSearch
  ) -> Exchange {
    Exchange(environment) { url in .answering(url.contains("SYMBOL_SEARCH") ? search : Replies.alphaVantage) }
  }

  @Test(arguments: ["ALPHAVANTAGE_API_KEY", "ALPHA_VANTAGE_API_KEY"])
  func the_price_and_then_the_name_are_asked_for(name: String) async throws {
    let exchange = exchange([name: "test-key"])
    let quote = try await exchange.ask(try AlphaVantage(exchange.outside), "ibm").get()
    #expect(
      exchange.urls == [
        "https://www.alphavantage.co/query?function=GLOBAL_QUOTE&symbol=IBM&apikey=test-key",
        "https://www.alphavantage.co/query?function=SYMBOL_SEARCH&keywords=IBM&apikey=test-key",
      ])
    #expect(quote.value.name == "International Business Machines Corp")
    #expect(quote.value.currency == "USD")
    #expect(quote.value.asOf == (try Date("2026-09-26T00:00:00Z", strategy: .iso8601)))
    #expect(quote.source.provider == "alphavantage")
    #expect(quote.source.url == "https://www.alphavantage.co/")
  }

  @Test func calls_are_more_than_a_second_apart() async throws {
    let exchange = exchange()
    _ = try await exchange.ask(try AlphaVantage(exchange.outside), "IBM").get()
    #expect(exchange.time.elapsed >= .milliseconds(1100))
    #expect(exchange.urls.count == 2)
  }

  @Test func the_price_of_a_day_is_kept_for_six_hours() async throws {
    let exchange = exchange()
    let alphaVantage = try AlphaVantage(exchange.outside)
    _ = try await exchange.ask(alphaVantage, "IBM").get()
    exchange.time.advance(by: .seconds(6 * 3600 - 1))
    #expect(try await exchange.quote(alphaVantage, "IBM").cached)
    exchange.time.advance(by: .seconds(1))
    #expect(try await !exchange.quote(alphaVantage, "IBM").cached)
    #expect(exchange.urls.filter { $0.contains("SYMBOL_SEARCH") }.count == 1)
  }

  @Test func without_a_name_the_symbol_stands_in_and_is_tried_again_in_a_quarter_of_an_hour() async throws {
    let exchange = exchange(search: #"{"bestMatches":[]}"#)
    let alphaVantage = try AlphaVantage(exchange.outside)
    let quote = try await exchange.ask(alphaVantage, "IBM").get().value
    #expect(quote.name == "IBM")
    #expect(quote.currency == "USD")
    exchange.time.advance(by: .seconds(899))
    #expect(try await exchange.quote(alphaVantage, "IBM").cached)
    exchange.time.advance(by: .seconds(1))
    // The old quote may serve while the new one, of two calls, is on its way.
    _ = await exchange.ask(alphaVantage, "IBM")
    while exchange.urls.filter({ $0.contains("GLOBAL_QUOTE") }).count < 2 { await Task.yield() }
  }

  @Test func the_search_tells_the_currency_of_other_exchanges() async throws {
    let match = #"{"bestMatches":[{"1. symbol":"VOD.LON","2. name":"Vodafone","8. currency":"GBX"}]}"#
    let exchange = exchange(search: match)
    let quote = try await exchange.ask(try AlphaVantage(exchange.outside), "VOD.L").get().value
    #expect(quote.name == "Vodafone")
    #expect(quote.currency == "GBP")
    #expect(quote.price == 1.2578)
  }

  @Test func an_unknown_symbol_costs_one_call() async throws {
    let exchange = Exchange(Self.key) { _ in .answering(#"{"Global Quote":{}}"#) }
    #expect(await exchange.error(try AlphaVantage(exchange.outside), "ZZZZZZ")?.code == .unknown)
    #expect(exchange.urls.count == 1)
  }

  @Test func a_burst_is_waited_out_within_the_question() async throws {
    let exchange = exchange()
    exchange.answer { [script = exchange.script] url in
      script.requests.count == 1
        ? .answering(#"{"Information":"Please consider spreading out your free API requests (1 request per second)."}"#)
        : .answering(url.contains("SYMBOL_SEARCH") ? Replies.alphaVantageSearch : Replies.alphaVantage)
    }
    let quote = try await exchange.ask(try AlphaVantage(exchange.outside), "IBM").get().value
    #expect(quote.price == 125.78)
    #expect(exchange.time.elapsed >= .seconds(2))
  }

  @Test func after_the_days_last_call_old_prices_serve_and_nothing_is_asked_for_hours() async throws {
    let exchange = exchange()
    let alphaVantage = try AlphaVantage(exchange.outside)
    _ = try await exchange.ask(alphaVantage, "IBM").get()
    exchange.time.advance(by: .seconds(6 * 3600))
    exchange.answer { _ in
      .answering(#"{"Information":"We have detected your API key as test-key and our limit is 25 requests per day."}"#)
    }
    #expect(await exchange.stale(alphaVantage, "IBM")?.value.price == 125.78)
    let asked = exchange.urls.count
    exchange.time.advance(by: .seconds(3600))
    #expect(await exchange.error(alphaVantage, "AAPL")?.code == .throttled)
    #expect(await exchange.stale(alphaVantage, "IBM")?.value.price == 125.78)
    #expect(exchange.urls.count == asked)
  }

  @Test func the_time_for_a_question_is_for_both_calls() async throws {
    let exchange = exchange(Self.key.merging(["PROVIDER_TIMEOUT": "1s"]) { $1 })
    let quote = try await exchange.ask(try AlphaVantage(exchange.outside), "IBM").get().value
    #expect(quote.name == "IBM")
    #expect(exchange.urls.count == 1)
  }
}

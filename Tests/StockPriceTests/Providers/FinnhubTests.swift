import BackendTesting
import Chassis
import Foundation
import HTTPClient
import HTTPServer
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import StockPrice

@Suite struct FinnhubTests {
  private static let key = ["FINNHUB_API_KEY": "test-key"]

  /// - Parameter profile: What the second call gives.
  private func exchange(
    profile: @escaping @Sendable () throws -> ClientResponse = { .answering(Replies.finnhubProfile) }
  ) -> Exchange {
    Exchange(Self.key) { url in url.contains("profile2") ? try profile() : .answering(Replies.finnhub) }
  }

  @Test func the_price_and_the_name_are_two_calls_with_the_key_in_a_field() async throws {
    let exchange = exchange()
    let quote = try await exchange.quote(try Finnhub(exchange.outside), "brk-b")
    #expect(
      exchange.urls.sorted() == [
        "https://finnhub.io/api/v1/quote?symbol=BRK.B", "https://finnhub.io/api/v1/stock/profile2?symbol=BRK.B",
      ])
    let tokens = exchange.script.requests.map { $0.fields[.known("X-Finnhub-Token")] }
    #expect(tokens == ["test-key", "test-key"])
    #expect(quote.value.symbol == "BRK-B")
    #expect(quote.value.name == "Apple Inc")
    #expect(quote.value.price == 309.38)
    #expect(quote.value.currency == "USD")
    #expect(quote.source.provider == "finnhub")
    #expect(quote.source.url == "https://finnhub.io/")
  }

  @Test func other_exchanges_keep_their_ending() async throws {
    let exchange = exchange()
    #expect(try await exchange.quote(try Finnhub(exchange.outside), "vod.l").value.currency == nil)
    #expect(exchange.urls.allSatisfy { $0.hasSuffix("?symbol=VOD.L") })
  }

  @Test(arguments: [403, 429, 503, 200]) func without_a_name_the_symbol_stands_in(status: Int) async throws {
    let exchange = exchange { .answering("{}", status: status) }
    let quote = try await exchange.ask(try Finnhub(exchange.outside)).get().value
    #expect(quote.name == "AAPL")
    #expect(quote.price == 309.38)
  }

  @Test func without_an_answer_about_the_name_the_symbol_stands_in() async throws {
    let exchange = exchange { throw ClientError(.timeout, "too slow") }
    #expect(try await exchange.quote(try Finnhub(exchange.outside)).value.name == "AAPL")
  }

  @Test func the_name_is_asked_for_once_a_day_and_the_price_every_minute() async throws {
    let exchange = exchange()
    let finnhub = try Finnhub(exchange.outside)
    for _ in 0..<3 {
      _ = try await exchange.quote(finnhub)
      exchange.time.advance(by: .seconds(60))
    }
    #expect(exchange.urls.filter { $0.contains("profile2") }.count == 1)
    #expect(exchange.urls.filter { $0.contains("/quote") }.count == 3)
    exchange.time.advance(by: .seconds(86_400))
    _ = try await exchange.quote(finnhub)
    #expect(exchange.urls.filter { $0.contains("profile2") }.count == 2)
  }

  @Test(arguments: [403, 503, 200]) func a_name_that_cannot_be_had_is_asked_for_once_in_ten_minutes(status: Int)
    async throws
  {
    let exchange = exchange { .answering("{}", status: status) }
    let finnhub = try Finnhub(exchange.outside)
    for _ in 0..<10 {
      #expect(try await exchange.quote(finnhub).value.name == "AAPL")
      exchange.time.advance(by: .seconds(60))
    }
    #expect(exchange.urls.filter { $0.contains("profile2") }.count == 1)
    exchange.answer { url in .answering(url.contains("profile2") ? Replies.finnhubProfile : Replies.finnhub) }
    #expect(try await exchange.quote(finnhub).value.name == "Apple Inc")
  }

  @Test func profiles_that_fail_do_not_make_the_quotes_of_other_symbols_wait() async throws {
    let exchange = exchange { .answering("<html>", status: 503) }
    let finnhub = try Finnhub(exchange.outside)
    for symbol in ["A", "B", "C", "D", "E", "F"] {
      #expect(try await exchange.quote(finnhub, symbol).value.price == 309.38)
    }
    #expect(exchange.urls.count == 12)
  }

  @Test func an_old_name_is_better_than_none() async throws {
    let exchange = exchange()
    let finnhub = try Finnhub(exchange.outside)
    _ = try await exchange.quote(finnhub)
    exchange.time.advance(by: .seconds(2 * 86_400))
    exchange.answer { url in
      url.contains("profile2") ? .answering("", status: 403) : .answering(Replies.finnhub)
    }
    #expect(try await exchange.quote(finnhub).value.name == "Apple Inc")
  }

  @Test func an_unknown_symbol_fails_whatever_its_profile_says() async throws {
    let exchange = Exchange(Self.key) { url in
      .answering(url.contains("profile2") ? Replies.finnhubProfile : Replies.finnhubUnknown)
    }
    #expect(await exchange.error(try Finnhub(exchange.outside), "ZZZZZZ")?.code == .unknown)
  }

  @Test func too_many_calls_rest_a_minute_where_Finnhub_does_not_say() async throws {
    let exchange = Exchange(Self.key) { _ in
      .answering(#"{"error":"API limit reached. Please try again later. Remaining Limit: 0"}"#, status: 429)
    }
    let finnhub = try Finnhub(exchange.outside)
    #expect(await exchange.error(finnhub)?.retryAfter == .seconds(60))
    let asked = exchange.urls.count
    exchange.time.advance(by: .seconds(59))
    #expect(await exchange.error(finnhub, "MSFT")?.code == .throttled)
    #expect(exchange.urls.count == asked)
  }

  @Test func a_symbol_that_the_plan_lacks_keeps_nobody_from_others() async throws {
    let exchange = Exchange(Self.key) { url in
      url.contains("VOD.L")
        ? .answering(#"{"error":"You don't have access to this resource."}"#, status: 403) : .answering(Replies.finnhub)
    }
    let finnhub = try Finnhub(exchange.outside)
    for _ in 0..<5 { #expect(await exchange.error(finnhub, "VOD.L")?.code == .refused) }
    #expect(try await exchange.quote(finnhub, "AAPL").value.price == 309.38)
  }

  @Test func the_free_plans_limit_is_kept_and_another_can_be_set() throws {
    let settings = Settings(environment: ["X": "120"])
    #expect(try CallRate.perMinute("Y", free: 60, in: settings) == CallRate(calls: 40, per: .seconds(60), burst: 20))
    #expect(try CallRate.perMinute("X", free: 60, in: settings) == CallRate(calls: 100, per: .seconds(60), burst: 20))
    #expect(try CallRate.perMinute("Y", free: 8, in: settings) == CallRate(calls: 4, per: .seconds(60), burst: 4))
    #expect(try CallRate.perMinute("Y", free: 1, in: settings) == CallRate(calls: 1, per: .seconds(60), burst: 1))
    #expect(throws: ConfigurationError.self) {
      try CallRate.perMinute("X", free: 60, in: Settings(environment: ["X": "0"]))
    }
  }
}

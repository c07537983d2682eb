import BackendTesting
import Chassis
import Foundation
import HTTPClient
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import StockPrice

@Suite struct YahooTests {
  private static let good: @Sendable (String) throws -> ClientResponse = { _ in .answering(Replies.yahoo()) }

  @Test func the_chart_of_a_month_is_asked_for_as_a_browser_would() async throws {
    let exchange = Exchange([:], Self.good)
    let quote = try await exchange.quote(try Yahoo(exchange.outside), "^gspc")
    #expect(
      exchange.urls == [
        "https://query1.finance.yahoo.com/v8/finance/chart/%5EGSPC?range=1mo&interval=1d&includePrePost=false"
      ])
    #expect(
      exchange.script.requests.first?.fields[.userAgent] == "Mozilla/5.0 (compatible; ecs-service-discovery/1.0)")
    #expect(quote.value.price == 333.92)
    #expect(quote.source.provider == "yahoo")
    #expect(quote.source.attribution == "Yahoo Finance")
    #expect(quote.source.url == "https://finance.yahoo.com/quote/%5EGSPC")
    #expect(quote.fetchedAt == monday)
    #expect(!quote.cached && !quote.stale)
  }

  @Test func a_quote_is_kept_for_a_minute_while_the_exchange_is_open() async throws {
    let exchange = Exchange([:], Self.good)
    let yahoo = try Yahoo(exchange.outside)
    _ = try await exchange.quote(yahoo)
    exchange.time.advance(by: .seconds(59))
    #expect(try await exchange.quote(yahoo).cached)
    #expect(exchange.urls.count == 1)
    exchange.time.advance(by: .seconds(1))
    #expect(try await !exchange.quote(yahoo).cached)
    #expect(exchange.urls.count == 2)
  }

  @Test func a_quote_of_a_closed_exchange_is_kept_for_a_quarter_of_an_hour() async throws {
    let closed = #"{"regular": {"start": 1791100000, "end": 1791120000}}"#
    let exchange = Exchange { _ in .answering(Replies.yahoo(meta: ["currentTradingPeriod": closed])) }
    let yahoo = try Yahoo(exchange.outside)
    _ = try await exchange.quote(yahoo)
    exchange.time.advance(by: .seconds(899))
    #expect(try await exchange.quote(yahoo).cached)
    exchange.time.advance(by: .seconds(1))
    #expect(try await !exchange.quote(yahoo).cached)
  }

  @Test func a_thousand_questions_at_once_are_one_request() async throws {
    let exchange = Exchange([:], Self.good)
    let yahoo = try Yahoo(exchange.outside)
    try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<1000 { group.addTask { try await yahoo.quote(for: try StockSymbol("AAPL")).value.price } }
      for try await price in group { #expect(price == 333.92) }
    }
    #expect(exchange.urls.count == 1)
  }

  @Test func in_an_outage_the_last_quote_is_stale_for_an_hour_and_what_was_never_asked_fails() async throws {
    let exchange = Exchange([:], Self.good)
    let yahoo = try Yahoo(exchange.outside)
    _ = try await exchange.quote(yahoo)
    exchange.answer { _ in .answering("<html>Will be right back</html>") }
    exchange.time.advance(by: .seconds(600))
    let old = await exchange.stale(yahoo)
    #expect(old?.value.price == 333.92)
    #expect(old?.stale == true)
    #expect(old?.fetchedAt == monday)
    #expect(await exchange.error(yahoo, "MSFT")?.code == .unavailable)
    exchange.time.advance(by: .seconds(3600))
    #expect(await exchange.error(yahoo)?.code == .unavailable)
  }

  @Test func after_too_many_calls_nothing_is_asked_for_a_quarter_of_an_hour() async throws {
    let exchange = Exchange { _ in .answering("Edge: Too Many Requests", status: 429) }
    let yahoo = try Yahoo(exchange.outside)
    #expect(await exchange.error(yahoo)?.retryAfter == .seconds(900))
    exchange.answer(Self.good)
    exchange.time.advance(by: .seconds(890))
    let error = await exchange.error(yahoo, "MSFT")
    #expect(error?.code == .throttled)
    #expect(try #require(error?.retryAfter) <= .seconds(10))
    #expect(exchange.urls.count == 1)
    exchange.time.advance(by: .seconds(10))
    #expect(try await exchange.quote(yahoo, "MSFT").value.price == 333.92)
  }

  @Test func an_unknown_symbol_is_asked_for_once_in_ten_minutes() async throws {
    let exchange = Exchange { _ in .answering(Replies.yahooError("Not Found"), status: 404) }
    let yahoo = try Yahoo(exchange.outside)
    for _ in 0..<3 { #expect(await exchange.error(yahoo, "ZZZZZZ")?.code == .unknown) }
    #expect(exchange.urls.count == 1)
    exchange.time.advance(by: .seconds(600))
    #expect(await exchange.error(yahoo, "ZZZZZZ")?.code == .unknown)
    #expect(exchange.urls.count == 2)
  }

  private func hosts(_ exchange: Exchange) -> [String?] { exchange.urls.map { URL(string: $0)?.host() } }

  @Test func while_query1_is_down_query2_is_asked() async throws {
    let exchange = Exchange { url in
      url.contains("query1") ? .answering("<html>", status: 503) : .answering(Replies.yahoo())
    }
    #expect(try await exchange.ask(try Yahoo(exchange.outside)).get().value.price == 333.92)
    #expect(hosts(exchange) == ["query1.finance.yahoo.com", "query2.finance.yahoo.com"])
  }

  @Test func after_too_many_calls_query2_is_not_asked() async throws {
    let exchange = Exchange { _ in .answering("Too Many Requests\r\n", status: 429) }
    _ = await exchange.error(try Yahoo(exchange.outside))
    #expect(hosts(exchange) == ["query1.finance.yahoo.com"])
  }

  @Test func a_base_URL_of_ones_own_is_the_only_one() async throws {
    let exchange = Exchange(["YAHOO_BASE_URL": "http://127.0.0.1:9/case/"]) { _ in .answering("", status: 503) }
    #expect(await exchange.error(try Yahoo(exchange.outside))?.code == .unavailable)
    #expect(exchange.urls.count == 3)
    #expect(exchange.urls.allSatisfy { $0.hasPrefix("http://127.0.0.1:9/case/v8/finance/chart/AAPL?") })
  }
}

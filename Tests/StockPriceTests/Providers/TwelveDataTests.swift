import BackendTesting
import Chassis
import Foundation
import HTTPClient
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import StockPrice

@Suite struct TwelveDataTests {
  private static let key = ["TWELVE_DATA_API_KEY": "test-key"]

  private func exchange(_ environment: [String: String] = key) -> Exchange {
    Exchange(environment) { _ in .answering(Replies.twelveData()) }
  }

  @Test(arguments: ["TWELVE_DATA_API_KEY", "TWELVEDATA_API_KEY"])
  func one_call_gives_the_quote_with_the_key_in_a_field(name: String) async throws {
    let exchange = exchange([name: "test-key"])
    let quote = try await exchange.quote(try TwelveData(exchange.outside), "brk.b")
    #expect(exchange.urls == ["https://api.twelvedata.com/quote?symbol=BRK.B"])
    #expect(exchange.script.requests.first?.fields[.authorization] == "apikey test-key")
    #expect(quote.value.name == "Apple Inc.")
    #expect(quote.value.price == 332.7)
    #expect(quote.source.provider == "twelvedata")
    #expect(quote.source.url == "https://twelvedata.com/")
  }

  @Test func a_closed_exchange_is_asked_every_quarter_of_an_hour() async throws {
    let exchange = Exchange(Self.key) { _ in .answering(Replies.twelveData(["is_market_open": "false"])) }
    let twelveData = try TwelveData(exchange.outside)
    _ = try await exchange.quote(twelveData)
    exchange.time.advance(by: .seconds(899))
    #expect(try await exchange.quote(twelveData).cached)
    exchange.time.advance(by: .seconds(1))
    #expect(try await !exchange.quote(twelveData).cached)
  }

  private static func limit(_ period: String) -> String {
    Replies.twelveDataError(429, "You have run out of API credits for \(period). 9 API credits were used.")
  }

  /// It is 13:58:40.
  @Test(arguments: [("the current minute", 21), ("the day", 36_081)])
  func after_the_last_credit_nothing_is_asked_until_there_are_new_ones(period: String, seconds: Int) async throws {
    let exchange = Exchange(Self.key) { _ in .answering(Self.limit(period)) }
    let twelveData = try TwelveData(exchange.outside)
    #expect(await exchange.error(twelveData)?.retryAfter == .seconds(seconds))
    exchange.answer { _ in .answering(Replies.twelveData()) }
    exchange.time.advance(by: .seconds(seconds - 1))
    #expect(await exchange.error(twelveData, "MSFT")?.code == .throttled)
    #expect(exchange.urls.count == 1)
    exchange.time.advance(by: .seconds(1))
    #expect(try await exchange.quote(twelveData, "MSFT").value.price == 332.7)
  }

  @Test func no_minute_has_more_than_eight_calls() async throws {
    let exchange = exchange()
    let twelveData = try TwelveData(exchange.outside)
    var throttled = 0
    for number in 0..<120 {
      if await exchange.error(twelveData, "S\(number)")?.code == .throttled { throttled += 1 }
      exchange.time.advance(by: .seconds(1))
    }
    let moments = exchange.moments.all
    #expect(throttled > 0)
    #expect(moments.count > 8)
    for start in moments {
      #expect(moments.filter { ($0 - start) >= .zero && ($0 - start) < .seconds(60) }.count <= 8)
    }
  }

  @Test func a_symbol_that_the_plan_lacks_keeps_nobody_from_others() async throws {
    let plan = Replies.twelveDataError(404, "This symbol is available starting with the Grow or Venture plan.")
    let exchange = Exchange(Self.key) { url in
      url.contains("PLAN") ? .answering(plan, status: 404) : .answering(Replies.twelveData())
    }
    let twelveData = try TwelveData(exchange.outside)
    for _ in 0..<3 { #expect(await exchange.error(twelveData, "PLAN")?.code == .refused) }
    #expect(try await exchange.quote(twelveData, "AAPL").value.price == 332.7)
  }
}

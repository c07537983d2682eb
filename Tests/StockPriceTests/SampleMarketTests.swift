import Chassis
import Foundation
import Testing

@testable import StockPrice

@Suite struct SampleMarketTests {
  private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

  /// 21 November 2026 is a Saturday.
  @Test(arguments: [
    ("2026-11-20T20:59:59Z", "2026-11-19"), ("2026-11-20T21:00:00Z", "2026-11-20"),
    ("2026-11-21T12:00:00Z", "2026-11-20"), ("2026-11-22T23:00:00Z", "2026-11-20"),
    ("2026-11-23T20:00:00Z", "2026-11-20"), ("2026-11-23T21:00:01Z", "2026-11-23"),
  ])
  func the_last_day_is_the_last_weekday_whose_close_has_passed(now: String, last: String) throws {
    #expect(SampleMarket.closedDays(10, before: try instant(now)).last?.text == last)
  }

  @Test func the_days_are_consecutive_weekdays_oldest_first() throws {
    let days = SampleMarket.closedDays(10, before: try instant("2026-11-21T12:00:00Z")).map(\.text)
    #expect(
      days == [
        "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17",
        "2026-11-18", "2026-11-19", "2026-11-20",
      ])
  }

  private func stock(_ symbol: String, _ price: Double, _ currency: String) throws -> SampleStock {
    try SampleStock(SampleStock.Record(symbol: symbol, name: "Name", price: price, currency: currency))
  }

  @Test func closes_stay_near_the_invented_price_and_move() throws {
    for symbol in ["AAPL", "MSFT", "7203.T"] {
      let stock = try stock(symbol, 1000, "USD")
      let closes = (20_000..<21_000).map { SampleMarket.close(of: stock, on: CalendarDay(ordinal: $0)) }
      #expect(closes.allSatisfy { (800...1200).contains($0) })
      #expect(Set(closes).count > 600)
    }
  }

  @Test func steps_from_day_to_day_are_small() throws {
    let stock = try stock("AAPL", 1000, "USD")
    let days = SampleMarket.closedDays(500, before: try instant("2026-11-21T12:00:00Z"))
    let closes = days.map { SampleMarket.close(of: stock, on: $0) }
    #expect(zip(closes, closes.dropFirst()).allSatisfy { abs($1 - $0) < 50 })
  }

  @Test func closes_have_the_decimals_of_their_currency() throws {
    let day = CalendarDay(ordinal: 20_777)
    let yen = SampleMarket.close(of: try stock("7203.T", 2800, "JPY"), on: day)
    #expect(yen == yen.rounded())
    let pounds = SampleMarket.close(of: try stock("VOD.L", 75, "GBp"), on: day)
    #expect((0.6...0.9).contains(pounds))
    #expect(pounds == pounds.rounded(decimals: 4))
  }

  @Test(arguments: [
    ("aapl", "Name", 1, "USD", "must be written AAPL"), ("A!", "Name", 1, "USD", "no stock symbol"),
    ("A", "", 1, "USD", "no name"), ("A", "Name", 0, "USD", "no positive price"),
    ("A", "Name", 1, "dollars", "unknown currency dollars"),
  ])
  func a_broken_record_is_refused(symbol: String, name: String, price: Double, currency: String, fault: String) {
    let error = #expect(throws: (any Error).self) {
      try SampleStock(SampleStock.Record(symbol: symbol, name: name, price: price, currency: currency))
    }
    #expect("\(error as Any)".contains(fault))
  }
}

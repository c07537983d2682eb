import Chassis
import Foundation
import Testing

@testable import StockPrice

@Suite struct YahooBarsTests {
  private func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

  private func bars(_ bars: [(String, Double?)], offset: Double? = 0) throws -> YahooBars {
    YahooBars(
      timestamps: try bars.map { try date($0.0).timeIntervalSince1970 }, closes: bars.map(\.1), offset: offset)
  }

  /// Tokyo opens at midnight UTC, Sydney before it.
  @Test func days_are_those_of_the_exchange() throws {
    let sydney = try bars([("2026-10-04T23:00:00Z", 1), ("2026-10-05T23:00:00Z", 2)], offset: 39_600)
    #expect(sydney.history.map(\.date.text) == ["2026-10-05", "2026-10-06"])
    #expect(sydney.close(before: try date("2026-10-06T03:00:00Z")) == 1)
  }

  @Test func the_running_day_that_comes_twice_counts_once_as_it_is_now() throws {
    let bars = try bars([
      ("2026-10-02T13:30:00Z", 1), ("2026-10-05T13:30:00Z", 2), ("2026-10-05T15:00:00Z", 3),
    ])
    #expect(bars.history.map(\.close) == [1, 3])
    #expect(bars.close(before: try date("2026-10-05T15:00:00Z")) == 1)
  }

  @Test func an_empty_second_bar_does_not_hide_the_first() throws {
    let bars = try bars([("2026-10-05T13:30:00Z", 2), ("2026-10-05T15:00:00Z", nil)])
    #expect(bars.history.map(\.close) == [2])
  }

  @Test func before_the_opening_the_price_is_of_the_last_day_and_the_previous_close_of_the_one_before() throws {
    let bars = try bars([("2026-10-01T13:30:00Z", 1), ("2026-10-02T13:30:00Z", 2)])
    #expect(bars.close(before: try date("2026-10-02T20:00:00Z")) == 1)
    #expect(bars.close(before: try date("2026-10-01T20:00:00Z")) == nil)
  }

  @Test func bars_in_any_order_are_put_in_order() throws {
    let bars = try bars([("2026-10-05T13:30:00Z", 3), ("2026-10-01T13:30:00Z", 1), ("2026-10-02T13:30:00Z", 2)])
    #expect(bars.history.map(\.close) == [1, 2, 3])
  }

  @Test func no_more_than_the_last_31_days_are_kept() throws {
    let bars = YahooBars(
      timestamps: (0..<100).map { Double($0) * 86_400 }, closes: (0..<100).map(Double.init), offset: 0)
    #expect(bars.history.map(\.close) == (69..<100).map(Double.init))
  }

  @Test func what_cannot_be_true_is_left_out() {
    let bars = YahooBars(
      timestamps: [nil, .infinity, 1e300, -1e300, 0, 86_400, 172_800], closes: [1, 2, 3, 4, 1e300, -.infinity],
      offset: 1e300)
    #expect(bars.history.isEmpty)
  }
}

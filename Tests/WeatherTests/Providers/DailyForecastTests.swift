import Chassis
import Foundation
import Testing

@testable import Weather

@Suite struct DailyForecastTests {
  /// 21 November 2026, 00:00 UTC.
  private static let midnight = Date(timeIntervalSince1970: 1_795_219_200)

  private func moment(_ hour: Double, _ degrees: Double?, _ code: Int? = nil) -> DailyForecast.Moment {
    DailyForecast.Moment(
      time: Self.midnight.addingTimeInterval(hour * 3600), min: degrees, max: degrees,
      condition: code.flatMap { WeatherCondition(code: $0) })
  }

  private func texts(_ moments: [DailyForecast.Moment], from hour: Double = 0, offset: Int = 0) -> [String] {
    DailyForecast.days(moments, from: Self.midnight.addingTimeInterval(hour * 3600), offset: offset).map {
      let (min, max) = ($0.min.map { "\($0)" } ?? "?", $0.max.map { "\($0)" } ?? "?")
      return "\($0.date.text) \(min)...\(max) \($0.condition.map { "\($0.code)" } ?? "?")"
    }
  }

  @Test func a_day_has_the_lowest_and_the_highest_and_the_weather_nearest_to_noon() {
    let moments = [moment(3, -1, 0), moment(9, 4, 3), moment(13, 8, 61), moment(21, 2, 0), moment(30, 5, 1)]
    #expect(texts(moments) == ["2026-11-21 -1.0...8.0 61", "2026-11-22 5.0...5.0 1"])
  }

  @Test func days_are_those_of_the_place() {
    let moments = [moment(3, 1, 0), moment(23, 2, 3)]
    #expect(texts(moments, offset: 2 * 3600) == ["2026-11-21 1.0...1.0 0", "2026-11-22 2.0...2.0 3"])
    #expect(texts(moments, offset: -4 * 3600) == ["2026-11-20 1.0...1.0 0", "2026-11-21 2.0...2.0 3"])
  }

  @Test func days_before_today_are_left_out_and_five_are_enough() {
    let moments = (0..<10).map { moment(Double($0) * 24 + 12, Double($0)) }
    #expect(texts(moments, from: 30).map { $0.prefix(10) } == (22...26).map { "2026-11-\($0)" })
  }

  @Test func what_is_not_known_of_a_day_stays_so() {
    #expect(texts([moment(12, nil)]) == ["2026-11-21 ?...? ?"])
    #expect(texts([]) == [])
  }
}

import Chassis
import FoundationEssentials

/// The days of a place, made of a forecast that tells the weather every few hours.
enum DailyForecast {
  /// The weather at one time of the series.
  struct Moment: Sendable, Equatable {
    var time: Date
    var min: Double?
    var max: Double?
    var condition: WeatherCondition?
  }

  /// The first days from that of `now` on, each from what the series tells of it: of today, what is left of it.
  ///
  /// - Parameter offset: Seconds by which the place's time is ahead of UTC.
  static func days(_ moments: [Moment], from now: Date, offset: Int) -> [CityWeather.Day] {
    let local = { (time: Date) in time.addingTimeInterval(Double(offset)) }
    let today = CalendarDay(of: local(now))
    let byDay = Dictionary(grouping: moments) { CalendarDay(of: local($0.time)) }
    return byDay.keys.filter { $0 >= today }.sorted().prefix(CityWeather.forecastDays).map { date in
      let moments = byDay[date] ?? []
      let noon = date.start.addingTimeInterval(CalendarDay.seconds / 2)
      let atNoon = moments.filter { $0.condition != nil }.min {
        abs(local($0.time).timeIntervalSince(noon)) < abs(local($1.time).timeIntervalSince(noon))
      }
      return CityWeather.Day(
        date: date, min: moments.compactMap(\.min).min(), max: moments.compactMap(\.max).max(),
        condition: atNoon?.condition)
    }
  }
}

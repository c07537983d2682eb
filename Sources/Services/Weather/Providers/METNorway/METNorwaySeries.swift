import Chassis
import FoundationEssentials

/// A forecast of MET Norway: the weather of every hour, later of every six. It is kept as it is, for it goes on telling
/// the weather now while it grows old.
struct METNorwaySeries: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var time: Date
    var temperature: Double?
    var humidity: Int?
    var wind: CityWeather.Wind?
    /// Of the next hour, or of as few hours as it is told for.
    var condition: WeatherCondition?
    /// Of the next six hours, which says more of a day.
    var outlook: WeatherCondition?
  }

  private let first: Entry
  private let others: [Entry]

  /// Nil without an entry.
  init?(_ entries: [Entry]) {
    let sorted = entries.sorted { $0.time < $1.time }
    guard let first = sorted.first else { return nil }
    self.first = first
    others = Array(sorted.dropFirst())
  }

  /// The weather of the latest entry that is not in the future. The series tells no time zone: its days are those of the
  /// sun, to the hour.
  func weather(at now: Date, in place: CityWeather.Place) -> CityWeather {
    let entry = others.last { $0.time <= now } ?? first
    let moments = ([first] + others).filter { $0.time >= entry.time }.map {
      DailyForecast.Moment(time: $0.time, min: $0.temperature, max: $0.temperature, condition: $0.outlook)
    }
    return CityWeather(
      place: place, temperature: entry.temperature, condition: entry.condition, humidity: entry.humidity,
      wind: entry.wind, asOf: entry.time,
      forecast: DailyForecast.days(moments, from: entry.time, offset: place.coordinates.solarOffset))
  }
}

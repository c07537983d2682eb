import Chassis
import FoundationEssentials

/// The weather at a place, as providers tell it: temperatures in degrees Celsius, wind in metres per second. What the
/// provider does not know is nil.
struct CityWeather: Sendable, Equatable {
  var place: Place
  var temperature: Double?
  var condition: WeatherCondition?

  /// Relative, in percent.
  var humidity: Int?
  var wind: Wind?

  /// When it was observed, or for when it was computed.
  var asOf: Date

  /// From today on, at most ``forecastDays``; empty where the provider has none.
  var forecast: [Day]

  static let forecastDays = 5

  /// Whether there is anything to tell.
  var isKnown: Bool {
    temperature != nil || condition != nil
      || forecast.contains { $0.min != nil || $0.max != nil || $0.condition != nil }
  }

  struct Place: Sendable, Hashable {
    var city: String

    /// The state, province or the like, which tells namesakes apart.
    var region: String?

    /// ISO 3166-1 alpha-2; nil at sea.
    var country: String?
    var coordinates: Coordinates

    /// Name in the IANA time zone database.
    var timezone: String?
  }

  struct Coordinates: Sendable, Hashable, Encodable {
    /// Degrees, north and east positive.
    var latitude: Double
    var longitude: Double
  }

  struct Wind: Sendable, Equatable {
    /// Metres per second.
    var speed: Double

    /// Where it blows from, in degrees clockwise from north, below 360; nil where it is calm or varies.
    var direction: Int?
  }

  struct Day: Sendable, Equatable {
    /// The place's own day, not that of UTC; but see `SampleWeather`.
    var date: CalendarDay
    var min: Double?
    var max: Double?
    var condition: WeatherCondition?
  }
}

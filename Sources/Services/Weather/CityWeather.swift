import Chassis
import FoundationEssentials

/// The weather at a place, as providers tell it: temperatures in degrees Celsius, wind in metres per second.
struct CityWeather: Sendable, Equatable {
  var place: Place
  var temperature: Double
  var condition: WeatherCondition

  /// Relative, in percent; nil where the provider does not know.
  var humidity: Int?
  var wind: Wind?

  /// When it was observed.
  var asOf: Date

  /// From today on.
  var forecast: [Day]

  struct Place: Sendable, Equatable {
    var city: String

    /// ISO 3166-1 alpha-2.
    var country: String
    var coordinates: Coordinates

    /// Name in the IANA time zone database.
    var timezone: String
  }

  struct Coordinates: Sendable, Equatable, Encodable {
    /// Degrees, north and east positive.
    var latitude: Double
    var longitude: Double
  }

  struct Wind: Sendable, Equatable {
    /// Metres per second.
    var speed: Double

    /// Where it blows from, in degrees clockwise from north.
    var direction: Int
  }

  struct Day: Sendable, Equatable {
    var date: CalendarDay
    var min: Double
    var max: Double
    var condition: WeatherCondition
  }
}

import Chassis
import FoundationEssentials

/// The JSON of `GET /weather/{city}`: the weather in the scale that the service answers in.
struct WeatherReport: Sendable, Encodable {
  let city: String
  @Nullable private(set) var region: String?
  @Nullable private(set) var country: String?
  @Nullable private(set) var temp: Double?
  let format: String
  @Nullable private(set) var condition: String?
  @Nullable private(set) var conditionCode: Int?
  @Nullable private(set) var humidity: Int?
  @Nullable private(set) var wind: Wind?
  let forecast: [Day]
  let coordinates: CityWeather.Coordinates
  @Nullable private(set) var timezone: String?
  let asOf: Date

  struct Wind: Sendable, Encodable {
    let speed: Double
    let unit: String
    @Nullable private(set) var direction: Int?
  }

  struct Day: Sendable, Encodable {
    let date: CalendarDay
    @Nullable private(set) var min: Double?
    @Nullable private(set) var max: Double?
    @Nullable private(set) var condition: String?
    @Nullable private(set) var conditionCode: Int?
  }

  init(_ weather: CityWeather, in scale: TemperatureScale) {
    city = weather.place.city
    region = weather.place.region
    country = weather.place.country
    temp = weather.temperature.map(scale.degrees)
    format = scale.name
    condition = weather.condition?.text
    conditionCode = weather.condition?.code
    humidity = weather.humidity
    wind = weather.wind.map { Wind(speed: $0.speed, unit: "m/s", direction: $0.direction) }
    forecast = weather.forecast.map {
      Day(
        date: $0.date, min: $0.min.map(scale.degrees), max: $0.max.map(scale.degrees), condition: $0.condition?.text,
        conditionCode: $0.condition?.code)
    }
    coordinates = weather.place.coordinates
    timezone = weather.place.timezone
    asOf = weather.asOf
  }
}

import Chassis
import FoundationEssentials

/// The JSON of `GET /weather/{city}`: the weather in the scale that the service answers in.
struct WeatherReport: Sendable, Encodable {
  let city: String
  let country: String
  let temp: Double
  let format: String
  let condition: String
  let conditionCode: Int
  @Nullable private(set) var humidity: Int?
  @Nullable private(set) var wind: Wind?
  let forecast: [Day]
  let coordinates: CityWeather.Coordinates
  let timezone: String
  let asOf: Date

  struct Wind: Sendable, Encodable {
    let speed: Double
    let unit: String
    let direction: Int
  }

  struct Day: Sendable, Encodable {
    let date: CalendarDay
    let min: Double
    let max: Double
    let condition: String
    let conditionCode: Int
  }

  init(_ weather: CityWeather, in scale: TemperatureScale) {
    city = weather.place.city
    country = weather.place.country
    temp = scale.degrees(weather.temperature)
    format = scale.name
    condition = weather.condition.text
    conditionCode = weather.condition.code
    humidity = weather.humidity
    wind = weather.wind.map { Wind(speed: $0.speed, unit: "m/s", direction: $0.direction) }
    forecast = weather.forecast.map {
      Day(
        date: $0.date, min: scale.degrees($0.min), max: scale.degrees($0.max), condition: $0.condition.text,
        conditionCode: $0.condition.code)
    }
    coordinates = weather.place.coordinates
    timezone = weather.place.timezone
    asOf = weather.asOf
  }
}

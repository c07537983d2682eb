/// A kind of weather by its WMO code (table 4677, as weather services reduce it).
struct WeatherCondition: Sendable, Hashable {
  let code: Int
  let text: String

  /// Nil for a code that no service sends.
  init?(code: Int) {
    guard let text = Self.texts[code] else { return nil }
    self.init(code: code, text: text)
  }

  private init(code: Int, text: String) {
    self.code = code
    self.text = text
  }

  static var codes: [Int] { texts.keys.sorted() }

  private static let texts = [
    0: "clear sky", 1: "mainly clear", 2: "partly cloudy", 3: "overcast",
    4: "smoke or ash", 5: "haze", 6: "dust in the air", 7: "blowing dust or sand", 8: "dust whirls", 10: "mist",
    18: "squalls", 19: "funnel cloud",
    45: "fog", 48: "depositing rime fog",
    51: "light drizzle", 53: "moderate drizzle", 55: "dense drizzle",
    56: "light freezing drizzle", 57: "dense freezing drizzle",
    61: "slight rain", 63: "moderate rain", 65: "heavy rain",
    66: "light freezing rain", 67: "heavy freezing rain", 68: "light sleet", 69: "moderate or heavy sleet",
    71: "slight snowfall", 73: "moderate snowfall", 75: "heavy snowfall", 77: "snow grains",
    80: "slight rain showers", 81: "moderate rain showers", 82: "violent rain showers",
    83: "light sleet showers", 84: "moderate or heavy sleet showers",
    85: "slight snow showers", 86: "heavy snow showers",
    95: "thunderstorm", 96: "thunderstorm with slight hail", 99: "thunderstorm with heavy hail",
  ]
}

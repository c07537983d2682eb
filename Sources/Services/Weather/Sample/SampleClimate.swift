import Chassis

/// Invented weather that fits the latitude and the season, and depends on nothing but the place and the day: all
/// instances tell the same, and tomorrow's forecast comes true.
struct SampleClimate: Sendable {
  private let latitude: Double
  private let place: String

  init(at coordinates: CityWeather.Coordinates) {
    latitude = coordinates.latitude
    place = "\(coordinates.latitude),\(coordinates.longitude)"
  }

  /// The day's mean in degrees Celsius.
  func temperature(on day: CalendarDay) -> Double {
    let yearly = 28 - 0.36 * abs(latitude)
    let seasonal = 0.24 * abs(latitude) * summer(on: day)
    return (yearly + seasonal + 4 * noise("temperature").signed(day.ordinal)).roundedToTenths
  }

  func forecast(on day: CalendarDay) -> CityWeather.Day {
    let mean = temperature(on: day)
    let spread = 2.5 + 3.5 * noise("spread").fraction(day.ordinal)
    return CityWeather.Day(
      date: day, min: (mean - spread).roundedToTenths, max: (mean + spread).roundedToTenths,
      condition: condition(on: day))
  }

  /// What falls is snow where the day's mean is below one degree.
  func condition(on day: CalendarDay) -> WeatherCondition {
    let likely = temperature(on: day) < 1 ? Self.frost : Self.mild
    return likely[noise("condition").integer(day.ordinal, in: 0...(likely.count - 1))]
  }

  /// Percent: moist with fog, rain and snow.
  func humidity(on day: CalendarDay) -> Int {
    let range = condition(on: day).code < 45 ? 35...75 : 75...98
    return noise("humidity").integer(day.ordinal, in: range)
  }

  func wind(on day: CalendarDay) -> CityWeather.Wind {
    let speed = 0.5 + 11 * noise("wind").fraction(day.ordinal)
    return CityWeather.Wind(
      speed: speed.roundedToTenths, direction: noise("direction").integer(day.ordinal, in: 0...359))
  }

  /// 1 in the middle of the summer, -1 in the middle of the winter.
  private func summer(on day: CalendarDay) -> Double {
    let year = 365.2425
    // The northern summer is hottest about the 200th day of the year; ordinals count from the first day of a year.
    var phase = (Double(day.ordinal) - 200) / year
    phase -= phase.rounded(.down)
    let triangle = abs(2 * phase - 1) * 2 - 1
    let wave = triangle * (1.5 - 0.5 * triangle * triangle)
    return latitude < 0 ? -wave : wave
  }

  private func noise(_ what: String) -> StableNoise { StableNoise("\(what) at \(place)") }

  /// Codes as often as they are likely.
  private static let mild = conditions([0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 45, 51, 53, 61, 61, 63, 65, 80, 80, 81, 95])
  private static let frost = conditions([0, 0, 1, 2, 2, 3, 3, 3, 45, 48, 71, 71, 73, 73, 75, 77, 85, 86])

  private static func conditions(_ codes: [Int]) -> [WeatherCondition] {
    codes.compactMap { WeatherCondition(code: $0) }
  }
}

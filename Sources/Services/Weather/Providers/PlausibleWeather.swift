/// Checks of measurements that a provider sent; nil where one cannot be true on earth.
enum PlausibleWeather {
  /// Degrees Celsius. The records are -89.2 and 56.7.
  static func celsius(_ sent: Double?) -> Double? { within(-100...70, sent) }

  /// Percent, as a whole number. Models go a little beyond 100.
  static func humidity(_ sent: Double?) -> Int? {
    within(0...110, sent).map { min(100, Int($0.rounded())) }
  }

  /// Metres per second and degrees; nil where the speed is not known.
  static func wind(speed: Double?, direction: Double?) -> CityWeather.Wind? {
    within(0...150, speed).map { speed in
      CityWeather.Wind(
        speed: speed.roundedToTenths, direction: within(0...360, direction).map { Int($0.rounded()) % 360 })
    }
  }

  static func coordinates(latitude: Double?, longitude: Double?) -> CityWeather.Coordinates? {
    guard let latitude = within(-90...90, latitude), let longitude = within(-180...180, longitude) else { return nil }
    return CityWeather.Coordinates(latitude: latitude, longitude: longitude)
  }

  /// Seconds east of UTC: local times go from -12 to +14 hours.
  static func offset(_ sent: Double?) -> Int? {
    within(-57_600...57_600, sent).map { Int($0) }
  }

  /// ISO 3166-1 alpha-2.
  static func country(_ sent: String?) -> String? {
    guard let code = sent?.uppercased(), code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    return code
  }

  static func condition(_ code: Double?) -> WeatherCondition? {
    within(0...99, code).flatMap { WeatherCondition(code: Int($0)) }
  }

  /// NaN is in no range.
  private static func within(_ range: ClosedRange<Double>, _ sent: Double?) -> Double? {
    guard let sent, range.contains(sent) else { return nil }
    return sent
  }
}

extension CityWeather.Coordinates {
  /// To four decimals, some ten metres: more is finer than any weather, and MET Norway refuses it.
  var rounded: CityWeather.Coordinates {
    CityWeather.Coordinates(latitude: Self.rounded(latitude), longitude: Self.rounded(longitude))
  }

  /// Both as decimal numbers to four decimals.
  var texts: (latitude: String, longitude: String) {
    // Never with an exponent, which Swift writes below 0.0001 only.
    ("\(Self.rounded(latitude))", "\(Self.rounded(longitude))")
  }

  /// The whole hours by which local time is ahead of UTC going by the sun, in seconds.
  var solarOffset: Int { Int((longitude / 15).rounded()) * 3600 }

  /// Adding zero makes -0 a 0.
  private static func rounded(_ degrees: Double) -> Double { (degrees * 10_000).rounded() / 10_000 + 0 }
}

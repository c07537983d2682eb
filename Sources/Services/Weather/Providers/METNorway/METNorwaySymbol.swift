import Chassis

/// MET Norway's symbol codes, such as `lightrainshowers_night`, as WMO codes.
enum METNorwaySymbol {
  static func condition(_ symbol: String?) -> WeatherCondition? {
    guard let symbol, symbol.utf8.count <= 60 else { return nil }
    let kind = String(symbol.prefix { $0 != "_" })
    // Whatever falls with it. Two such symbols are spelt with an s too many, which does not matter here.
    let code = kind.hasSuffix("andthunder") ? 95 : codes[kind]
    return code.flatMap { WeatherCondition(code: $0) }
  }

  private static let codes = [
    "clearsky": 0, "fair": 1, "partlycloudy": 2, "cloudy": 3, "fog": 45,
    "lightrain": 61, "rain": 63, "heavyrain": 65,
    "lightrainshowers": 80, "rainshowers": 81, "heavyrainshowers": 82,
    "lightsleet": 68, "sleet": 69, "heavysleet": 69,
    "lightsleetshowers": 83, "sleetshowers": 84, "heavysleetshowers": 84,
    "lightsnow": 71, "snow": 73, "heavysnow": 75,
    "lightsnowshowers": 85, "snowshowers": 86, "heavysnowshowers": 86,
  ]
}

import Chassis
import Upstream

/// OpenWeatherMap's kinds of weather as WMO codes. What it tells apart by the hundred is known for ids to come too.
enum OpenWeatherMapCondition {
  static func condition(id: Double?) -> WeatherCondition? {
    guard let id = Plausible.count(id) else { return nil }
    return (codes[id] ?? groups[id / 100]).flatMap { WeatherCondition(code: $0) }
  }

  private static let groups = [2: 95, 3: 53, 5: 63, 6: 73]

  private static let codes = [
    300: 51, 301: 53, 302: 55, 310: 51, 311: 53, 312: 55, 313: 81, 314: 82, 321: 80,
    500: 61, 501: 63, 502: 65, 503: 65, 504: 65, 511: 66, 520: 80, 521: 81, 522: 82, 531: 81,
    600: 71, 601: 73, 602: 75, 611: 68, 612: 83, 613: 84, 615: 68, 616: 69, 620: 85, 621: 86, 622: 86,
    701: 10, 711: 4, 721: 5, 731: 8, 741: 45, 751: 7, 761: 6, 762: 4, 771: 18, 781: 19,
    800: 0, 801: 2, 802: 2, 803: 3, 804: 3,
  ]
}

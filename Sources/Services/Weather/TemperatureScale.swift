import Chassis

/// The scale in which the service answers, by the setting `TEMP_SCALE`.
enum TemperatureScale: String, CaseIterable, Sendable {
  case celsius = "C"
  case fahrenheit = "F"

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    self = try settings.choice("TEMP_SCALE", default: .celsius)
  }

  /// The value of the answer's member `format`.
  var name: String {
    switch self {
    case .celsius: "Celsius"
    case .fahrenheit: "Fahrenheit"
    }
  }

  /// `celsius` in this scale, to one decimal.
  func degrees(_ celsius: Double) -> Double {
    let degrees =
      switch self {
      case .celsius: celsius
      case .fahrenheit: celsius * 9 / 5 + 32
      }
    return degrees.roundedToTenths
  }
}

extension Double {
  /// To one decimal, halves away from zero.
  var roundedToTenths: Double { (self * 10).rounded() / 10 }
}

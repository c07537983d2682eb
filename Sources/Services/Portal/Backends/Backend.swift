/// One of the four services behind the portal.
enum Backend: String, Sendable, CaseIterable {
  case stockPrice = "stock-price"
  case weather
  case twitch
  case goodreads

  /// As in settings, logs and problem documents.
  var name: String { rawValue }

  /// What the settings of this service begin with.
  var settingsPrefix: String {
    switch self {
    case .stockPrice: "STOCK_PRICE"
    case .weather: "WEATHER"
    case .twitch: "TWITCH"
    case .goodreads: "GOODREADS"
    }
  }

  /// First segment of its route, the same at the portal and at the service.
  var segment: String {
    switch self {
    case .stockPrice: "stock"
    case .weather: "weather"
    case .twitch: "game"
    case .goodreads: "book"
    }
  }

  /// What the second segment names.
  var parameter: String {
    switch self {
    case .stockPrice: "symbol"
    case .weather: "city"
    case .twitch: "name"
    case .goodreads: "isbn"
    }
  }

  var route: String { "/\(segment)/{\(parameter)}" }
}

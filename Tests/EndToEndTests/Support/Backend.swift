import Testing

/// One of the four backends, and a question that its sample data answers.
struct Backend: Sendable, CustomTestStringConvertible {
  var name: String
  var path: String
  /// A member of the answer that says that it is the right one.
  var member: String
  var prefix: String

  var testDescription: String { name }

  static let all = [
    Backend(name: "stock-price", path: "/stock/AMZN", member: "symbol", prefix: "STOCK_PRICE"),
    Backend(name: "weather", path: "/weather/Amsterdam", member: "city", prefix: "WEATHER"),
    Backend(name: "twitch", path: "/game/Minecraft", member: "name", prefix: "TWITCH"),
    Backend(name: "goodreads", path: "/book/9780131103627", member: "isbn", prefix: "GOODREADS"),
  ]

  static let weather = all[1]
}

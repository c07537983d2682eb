import Foundation

/// A provider as a service is told to use it, and one thing that it knows and one that it does not.
struct LiveProvider: Sendable, CustomStringConvertible {
  /// As in the setting `PROVIDER`.
  var name: String
  var service: String
  var known: String
  var unknown: String
  /// Base URL setting and stand-in of each of its hosts.
  var hosts: [String: String]
  /// What it wants to be told besides.
  var keys: [String: String] = [:]
  /// The setting that holds its secret; nil where it wants none.
  var wrongKey: String?
  /// Seconds for which it is left alone at least where it says that it had too many calls.
  var leastRest = 0
  /// Words of which an explanation holds one, so that people know who failed.
  var calledBy: [String]

  var description: String { name }

  /// The settings of a service that asks it, with `fault` at the host of the stand-in `place`.
  func settings(_ standIns: StandIns, _ fault: String = "ok", at place: String? = nil, test: String) -> [String: String]
  {
    let bases = hosts.mapValues { host in
      standIns.base(host, place == nil || place == host ? fault : "ok", test: test)
    }
    return bases.merging(keys) { $1 }.merging(["PROVIDER": name]) { $1 }
  }

  /// All of them, or those that the variable `PROVIDERS` names.
  static let all: [LiveProvider] = {
    guard let chosen = ProcessInfo.processInfo.environment["PROVIDERS"]?.split(separator: ",") else { return known }
    return known.filter { chosen.contains(Substring($0.name)) }
  }()

  private static let known = [
    LiveProvider(
      name: "yahoo", service: "stock-price", known: "/stock/AAPL", unknown: "/stock/ZZZZZZ",
      hosts: ["YAHOO_BASE_URL": "yahoo"], leastRest: 900, calledBy: ["yahoo"]),
    LiveProvider(
      name: "finnhub", service: "stock-price", known: "/stock/AAPL", unknown: "/stock/ZZZZZZ",
      hosts: ["FINNHUB_BASE_URL": "finnhub"], keys: ["FINNHUB_API_KEY": "test-key"], wrongKey: "FINNHUB_API_KEY",
      calledBy: ["finnhub"]),
    LiveProvider(
      name: "twelvedata", service: "stock-price", known: "/stock/AAPL", unknown: "/stock/ZZZZZZ",
      hosts: ["TWELVE_DATA_BASE_URL": "twelvedata"], keys: ["TWELVE_DATA_API_KEY": "test-key"],
      wrongKey: "TWELVE_DATA_API_KEY", calledBy: ["twelvedata", "twelve data"]),
    LiveProvider(
      name: "alphavantage", service: "stock-price", known: "/stock/IBM", unknown: "/stock/ZZZZZZ",
      hosts: ["ALPHAVANTAGE_BASE_URL": "alphavantage"], keys: ["ALPHAVANTAGE_API_KEY": "test-key"],
      wrongKey: "ALPHAVANTAGE_API_KEY", calledBy: ["alphavantage", "alpha vantage"]),
    LiveProvider(
      name: "open-meteo", service: "weather", known: "/weather/Berlin", unknown: "/weather/Atlantis",
      hosts: ["OPEN_METEO_BASE_URL": "open-meteo", "OPEN_METEO_GEOCODING_BASE_URL": "open-meteo-geocoding"],
      calledBy: ["open-meteo"]),
    LiveProvider(
      name: "openweathermap", service: "weather", known: "/weather/Berlin", unknown: "/weather/Atlantis",
      hosts: ["OPENWEATHERMAP_BASE_URL": "openweathermap"], keys: ["OPENWEATHERMAP_API_KEY": "test-key"],
      wrongKey: "OPENWEATHERMAP_API_KEY", calledBy: ["openweather"]),
    LiveProvider(
      name: "met-norway", service: "weather", known: "/weather/Oslo", unknown: "/weather/Atlantis",
      hosts: ["MET_NORWAY_BASE_URL": "met-norway", "OPEN_METEO_GEOCODING_BASE_URL": "open-meteo-geocoding"],
      keys: ["MET_NORWAY_CONTACT": "https://example.org"], calledBy: ["met-norway", "met norway", "open-meteo"]),
    LiveProvider(
      name: "helix", service: "twitch", known: "/game/Minecraft", unknown: "/game/No%20Such%20Game",
      hosts: ["TWITCH_BASE_URL": "twitch", "TWITCH_AUTH_BASE_URL": "twitch-id"],
      keys: ["TWITCH_CLIENT_ID": "test-client", "TWITCH_CLIENT_SECRET": "test-secret"],
      wrongKey: "TWITCH_CLIENT_SECRET", calledBy: ["helix", "twitch"]),
    LiveProvider(
      name: "openlibrary", service: "goodreads", known: "/book/0316219282", unknown: "/book/9798886451740",
      hosts: ["OPENLIBRARY_BASE_URL": "openlibrary"], calledBy: ["openlibrary", "open library"]),
    LiveProvider(
      name: "googlebooks", service: "goodreads", known: "/book/0316219282", unknown: "/book/9798886451740",
      hosts: ["GOOGLE_BOOKS_BASE_URL": "googlebooks"], keys: ["GOOGLE_BOOKS_API_KEY": "test-key"],
      wrongKey: "GOOGLE_BOOKS_API_KEY", calledBy: ["googlebooks", "google books"]),
    LiveProvider(
      name: "goodreads", service: "goodreads", known: "/book/0316219282", unknown: "/book/9798886451740",
      hosts: ["GOODREADS_BASE_URL": "goodreads"], keys: ["GOODREADS_KEY": "test-key"], wrongKey: "GOODREADS_KEY",
      calledBy: ["goodreads"]),
  ]
}

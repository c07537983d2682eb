import Chassis
import Testing
import Upstream

@testable import Weather

/// Every reader of replies, with a good body, for tests that hold for all of them.
struct ReaderUnderTest: Sendable, CustomTestStringConvertible {
  var name: String
  var body: String
  /// Reads to its end: the days of a series too.
  var read: @Sendable (UpstreamReply) throws -> Void

  var testDescription: String { name }

  static let all = [
    ReaderUnderTest(name: "open-meteo forecast", body: Body.openMeteo) {
      _ = try OpenMeteoForecastReply.weather(from: $0, in: .berlin)
    },
    ReaderUnderTest(name: "open-meteo places", body: Body.openMeteoPlaces) {
      _ = try OpenMeteoPlacesReply.places(from: $0)
    },
    ReaderUnderTest(name: "openweathermap weather", body: Body.openWeatherMap) {
      _ = try OpenWeatherMapReply.weather(from: $0, in: .berlin, keyIn: "KEY")
    },
    ReaderUnderTest(name: "openweathermap forecast", body: Body.openWeatherMapForecast) {
      _ = try OpenWeatherMapReply.days(from: $0, keyIn: "KEY")
    },
    ReaderUnderTest(name: "openweathermap places", body: Body.openWeatherMapPlaces) {
      _ = try OpenWeatherMapPlacesReply.places(from: $0, keyIn: "KEY")
    },
    ReaderUnderTest(name: "met-norway", body: Body.metNorway) {
      _ = try METNorwayReply.series(from: $0)?.weather(at: $0.receivedAt, in: .berlin)
    },
  ]

  /// The error for a body; nil where it was read.
  func error(_ body: [UInt8], status: Int = 200) -> (any Error)? {
    do {
      try read(UpstreamReply(status: status, body: body))
      return nil
    } catch {
      return error
    }
  }
}

import Chassis
import FoundationEssentials
import Upstream

/// The weather by Open-Meteo, which needs no key.
struct OpenMeteo: WeatherProvider {
  var source: Source { Self.source }

  private let places: any Geocoder
  private let upstream: Upstream
  private let known: RememberedAnswers<CityWeather.Place, CityWeather>
  private let key: Secret?

  static let source = Source(
    provider: "open-meteo", attribution: "Weather data by Open-Meteo.com; places from GeoNames",
    url: "https://open-meteo.com/", licence: "CC BY 4.0")

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside, places: any Geocoder) throws {
    let access = try OpenMeteoAccess(outside)
    key = access.key
    upstream = try Upstream("open-meteo", base: access.forecast, policy: access.policy, outside: outside)
    known = RememberedAnswers(.weather(freshFor: .seconds(900)), outside: outside)
    self.places = places
  }

  func weather(in city: CityQuery) async throws -> Sourced<CityWeather> {
    try await upstream.question {
      let place = try await places.place(city)
      return try await known.answer(to: place) { _ in
        let request = OpenMeteoForecastReply.request(at: place.coordinates, key: key)
        let (weather, freshFor) = try await upstream.ask(request) {
          try OpenMeteoForecastReply.weather(from: $0, in: place)
        }
        return Fetched(weather, from: source, freshFor: freshFor)
      }
    }
  }
}

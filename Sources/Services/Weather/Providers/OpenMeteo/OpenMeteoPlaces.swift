import Chassis
import Upstream

/// Where cities lie, by Open-Meteo's search in GeoNames. What was found is remembered for a day, and used for longer
/// where the search is down: cities do not move.
struct OpenMeteoPlaces: Geocoder {
  private let upstream: Upstream
  private let known: RememberedAnswers<PlaceQuestion, CityWeather.Place>
  private let key: Secret?

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    let access = try OpenMeteoAccess(outside)
    key = access.key
    upstream = try Upstream(
      "open-meteo-geocoding", base: access.geocoding, policy: access.policy, outside: outside)
    known = RememberedAnswers(.places, outside: outside)
  }

  func place(_ query: CityQuery) async throws -> CityWeather.Place {
    try await known.answerOfAnyAge(to: PlaceQuestion(query)) { _ in
      for name in query.spellings {
        let places = try await upstream.ask(OpenMeteoPlacesReply.request(name, for: query, key: key)) {
          try OpenMeteoPlacesReply.places(from: $0)
        }
        if let place = places.best(for: query) { return Fetched(place, from: OpenMeteo.source) }
      }
      throw ProviderError.unknown("Open-Meteo knows no place called \"\(query.text)\".")
    }.value
  }
}

extension MemoryPolicy {
  /// For where cities lie.
  static let places = MemoryPolicy(freshFor: .seconds(86_400), staleFor: .seconds(30 * 86_400))

  /// For weather: after six hours an old answer is worse than none.
  static func weather(freshFor: Duration) -> MemoryPolicy {
    MemoryPolicy(freshFor: freshFor, staleFor: .seconds(6 * 3600))
  }
}

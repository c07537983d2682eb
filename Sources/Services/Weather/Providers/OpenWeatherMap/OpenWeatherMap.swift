import Chassis
import FoundationEssentials
import Upstream

/// The weather by OpenWeatherMap, with a key. Cities are found by its own search.
struct OpenWeatherMap: WeatherProvider {
  var source: Source { Self.source }

  private let upstream: Upstream
  private let places: RememberedAnswers<PlaceQuestion, CityWeather.Place>
  private let known: RememberedAnswers<CityWeather.Place, CityWeather>
  private let key: Secret
  /// The setting that the key stands in.
  private let setting: String

  static let source = Source(
    provider: "openweathermap", attribution: "Weather data provided by OpenWeather",
    url: "https://openweathermap.org/", licence: "CC BY-SA 4.0")

  /// The last is that of the first versions of this service.
  static let keys = ["OPENWEATHERMAP_API_KEY", "OPENWEATHER_API_KEY", "API_KEY"]

  static func hasKey(_ outside: Outside) -> Bool { keys.contains { outside.hasKey($0) } }

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key(Self.keys[0], Self.keys[1], Self.keys[2], for: Self.source.provider)
    setting = Self.keys.first { outside.hasKey($0) } ?? Self.keys[0]
    let base = try BaseURL(
      outside.settings, "OPENWEATHERMAP_BASE_URL", default: "https://api.openweathermap.org")
    upstream = try Upstream(Self.source.provider, base: base, policy: Self.policy, outside: outside)
    places = RememberedAnswers(.places, outside: outside)
    // Its models move on every ten minutes, and it asks to be called for a place no more often.
    known = RememberedAnswers(.weather(freshFor: .seconds(600)), outside: outside)
  }

  /// The free plan allows 60 calls in a minute: the steady rate and the burst together.
  private static let policy = UpstreamPolicy(rate: CallRate(calls: 40, per: .seconds(60), burst: 20))

  func weather(in city: CityQuery) async throws -> Sourced<CityWeather> {
    try await upstream.question {
      let place = try await place(city)
      return try await known.answer(to: place) { _ in
        var weather = try await now(in: place)
        weather.forecast = await days(in: place)
        return Fetched(weather, from: source)
      }
    }
  }

  private func place(_ city: CityQuery) async throws -> CityWeather.Place {
    try await places.answerOfAnyAge(to: PlaceQuestion(city)) { _ in
      for search in OpenWeatherMapSearch.texts(for: city) {
        let found = try await upstream.ask(OpenWeatherMapPlacesReply.request(search, key: key)) {
          try OpenWeatherMapPlacesReply.places(from: $0, keyIn: setting)
        }
        if let place = found.best(for: city) { return Fetched(place, from: source) }
      }
      throw ProviderError.unknown("OpenWeatherMap knows no place called \"\(city.text)\".")
    }.value
  }

  private func now(in place: CityWeather.Place) async throws -> CityWeather {
    let request = OpenWeatherMapReply.request("/data/2.5/weather", at: place.coordinates, key: key)
    return try await upstream.ask(request) {
      try OpenWeatherMapReply.weather(from: $0, in: place, keyIn: setting)
    }
  }

  /// Empty where they cannot be had: the weather now is worth telling without them.
  private func days(in place: CityWeather.Place) async -> [CityWeather.Day] {
    let request = OpenWeatherMapReply.request("/data/2.5/forecast", at: place.coordinates, key: key)
    return (try? await upstream.ask(request) { try Self.days(in: $0, keyIn: setting) }) ?? []
  }

  /// Only what is about all calls is a failure here. Whatever else is wrong with a forecast must not make the host seem
  /// down, which has just told the weather now.
  private static func days(in reply: UpstreamReply, keyIn setting: String) throws -> [CityWeather.Day] {
    do throws(ProviderError) {
      return try OpenWeatherMapReply.days(from: reply, keyIn: setting)
    } catch {
      if error.code == .throttled { throw error }
      return []
    }
  }
}

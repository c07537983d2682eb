import Chassis

/// Where the weather comes from.
protocol WeatherProvider: Sendable {
  /// As in the setting `PROVIDER` and in an answer's `source`.
  var name: String { get }

  /// Throws ``ProviderError``.
  func weather(in city: CityQuery) async throws -> Sourced<CityWeather>
}

/// The providers that this service knows; the first is the default.
let weatherProviders = ProviderChoice<any WeatherProvider>([
  ("sample", { _ in try SampleWeather.bundled() })
])

import Chassis
import Upstream

/// Where the weather comes from.
protocol WeatherProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``.
  func weather(in city: CityQuery) async throws -> Sourced<CityWeather>
}

/// The providers that this service knows.
func weatherProviders(_ outside: Outside) -> ProviderChoice<any WeatherProvider> {
  ProviderChoice(
    [
      ("sample", { _ in try SampleWeather.bundled() })
    ], auto: { _ in ["sample"] })
}

import Chassis

/// Where the weather comes from.
protocol WeatherProvider: Sendable {
  /// Whom to credit, by the name that stands in the setting `PROVIDER`.
  var source: Source { get }

  /// Throws ``ProviderError``, and ``StaleAnswer`` of the same type where there is an old answer only.
  func weather(in city: CityQuery) async throws -> Sourced<CityWeather>
}

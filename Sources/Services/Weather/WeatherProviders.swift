import Chassis
import Synchronization
import Upstream

/// The providers that this service knows. Without a key it asks the one that needs none.
func weatherProviders(_ outside: Outside) -> ProviderChoice<any WeatherProvider> {
  let places = SharedPlaces(outside)
  return ProviderChoice(
    [
      ("open-meteo", { _ in try OpenMeteo(outside, places: places.geocoder()) }),
      ("openweathermap", { _ in try OpenWeatherMap(outside) }),
      ("met-norway", { _ in try METNorway(outside, places: places.geocoder()) }),
      ("sample", { _ in try SampleWeather.bundled() }),
    ],
    auto: { _ in [OpenWeatherMap.hasKey(outside) ? "openweathermap" : "open-meteo"] })
}

/// One search for places for all who use it: they share what it knows, and keep below its limits together. Made when
/// the first asks, so that its settings are read only where it is used.
private final class SharedPlaces: Sendable {
  private let outside: Outside
  private let made = Mutex<OpenMeteoPlaces?>(nil)

  init(_ outside: Outside) {
    self.outside = outside
  }

  /// Throws ``ConfigurationError``.
  func geocoder() throws -> any Geocoder {
    try made.withLock { made in
      let places = try made ?? OpenMeteoPlaces(outside)
      made = places
      return places
    }
  }
}

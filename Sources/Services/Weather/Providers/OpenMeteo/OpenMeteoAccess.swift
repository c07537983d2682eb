import Chassis
import Upstream

/// How Open-Meteo is called: without a key by anybody, below the limits of the free service; with one by its customers,
/// on hosts of their own.
struct OpenMeteoAccess: Sendable {
  let key: Secret?
  let forecast: BaseURL
  let geocoding: BaseURL
  let policy: UpstreamPolicy

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    let settings = outside.settings
    key = outside.hasKey("OPEN_METEO_API_KEY") ? try outside.key("OPEN_METEO_API_KEY", for: "open-meteo") : nil
    let isCustomer = key != nil
    forecast = try BaseURL(
      settings, "OPEN_METEO_BASE_URL",
      default: isCustomer ? "https://customer-api.open-meteo.com" : "https://api.open-meteo.com")
    geocoding = try BaseURL(
      settings, "OPEN_METEO_GEOCODING_BASE_URL",
      default: isCustomer ? "https://customer-geocoding-api.open-meteo.com" : "https://geocoding-api.open-meteo.com")
    policy = UpstreamPolicy(rate: isCustomer ? nil : Self.free)
  }

  /// The free service allows 600 calls a minute, 5,000 an hour and 10,000 a day. This keeps below all three.
  private static let free = CallRate(calls: 9_000, per: .seconds(86_400), burst: 500)
}

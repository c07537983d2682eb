import Chassis
import Upstream

/// The reply of OpenWeatherMap's `/geo/1.0/direct`: a list, empty where nothing was found.
struct OpenWeatherMapPlacesReply: Decodable {
  private var name: String?
  private var lat: LooseNumber?
  private var lon: LooseNumber?
  private var country: String?
  private var state: String?

  static func request(_ search: String, key: Secret) -> UpstreamRequest {
    UpstreamRequest("/geo/1.0/direct", query: [("q", search), ("limit", "5"), ("appid", key.revealed)])
  }

  /// In the order of the service, the most likely first.
  static func places(from reply: UpstreamReply, keyIn setting: String) throws(ProviderError) -> [FoundPlace] {
    if let error = OpenWeatherMapFault.error(in: reply, keyIn: setting) { throw error }
    let results = try reply.json([Self].self)
    let places = results.compactMap { found -> FoundPlace? in
      guard let city = Plausible.text(found.name),
        let coordinates = PlausibleWeather.coordinates(latitude: found.lat?.value, longitude: found.lon?.value)
      else { return nil }
      return FoundPlace(
        CityWeather.Place(
          city: city, region: Plausible.text(found.state), country: PlausibleWeather.country(found.country),
          coordinates: coordinates, timezone: nil))
    }
    // What is not understood must not be taken for a city that does not exist.
    guard results.isEmpty || !places.isEmpty else {
      throw .unavailable("OpenWeatherMap answered with something that is no list of places.")
    }
    return places
  }
}

import Chassis
import FoundationEssentials
import Upstream

/// The reply of Open-Meteo's `/v1/search` for places. It is written from Protocol Buffers, so what is empty or zero is
/// left out: a latitude of 0 and, where nothing was found, the list itself.
struct OpenMeteoPlacesReply: Decodable {
  private var results: [Result]?
  /// How long the search took. The one thing that is always told.
  private var took: LooseNumber?

  private enum CodingKeys: String, CodingKey {
    case results
    case took = "generationtime_ms"
  }

  private struct Result: Decodable {
    var name: String?
    var latitude: LooseNumber?
    var longitude: LooseNumber?
    var timezone: String?
    var country: String?
    var countryCode: String?
    var admin1: String?
    var admin2: String?
    var admin3: String?
    var admin4: String?

    enum CodingKeys: String, CodingKey {
      case name, latitude, longitude, timezone, country, admin1, admin2, admin3, admin4
      case countryCode = "country_code"
    }
  }

  /// Where namesakes must be told apart, as many as the service gives: it orders them by importance, and the one meant
  /// may be small.
  static func request(_ name: String, for query: CityQuery, key: Secret?) -> UpstreamRequest {
    UpstreamRequest(
      "/v1/search",
      query: [
        ("name", name), ("count", query.qualifiers.isEmpty ? "1" : "100"), ("language", "en"), ("format", "json"),
      ] + (key.map { [("apikey", $0.revealed)] } ?? []))
  }

  /// In the order of the service, the most likely first; empty where there is none.
  static func places(from reply: UpstreamReply) throws(ProviderError) -> [FoundPlace] {
    if let error = OpenMeteoFault.error(in: reply) { throw error }
    let content = try reply.json(Self.self)
    let results = content.results ?? []
    let places = results.compactMap(place)
    // What is not understood must not be taken for a city that does not exist.
    guard content.results != nil || content.took != nil, results.isEmpty || !places.isEmpty else {
      throw .unavailable("Open-Meteo answered with something that is no list of places.")
    }
    return places
  }

  private static func place(_ result: Result) -> FoundPlace? {
    guard let city = Plausible.text(result.name),
      let coordinates = PlausibleWeather.coordinates(
        latitude: degrees(result.latitude), longitude: degrees(result.longitude))
    else { return nil }
    let place = CityWeather.Place(
      city: city, region: Plausible.text(result.admin1), country: PlausibleWeather.country(result.countryCode),
      coordinates: coordinates, timezone: Plausible.text(result.timezone))
    let areas = [result.country, result.admin2, result.admin3, result.admin4]
    return FoundPlace(place, areas: areas.compactMap { Plausible.text($0) })
  }

  /// Left out means zero; something that is no number is not known.
  private static func degrees(_ sent: LooseNumber?) -> Double? {
    guard let sent else { return 0 }
    return sent.value
  }
}

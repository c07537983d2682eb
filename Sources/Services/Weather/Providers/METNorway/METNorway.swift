import Chassis
import FoundationEssentials
import HTTPTypes
import Logging
import Upstream

/// The weather by MET Norway, which needs no key, and wants to know who calls. Cities are found by another service.
struct METNorway: WeatherProvider {
  var source: Source { Self.source }

  private let places: any Geocoder
  private let upstream: Upstream
  private let known: RememberedAnswers<CityWeather.Coordinates, METNorwaySeries>
  private let outside: Outside

  static let source = Source(
    provider: "met-norway", attribution: "Data from MET Norway; places from GeoNames by Open-Meteo.com",
    url: "https://www.met.no/", licence: "CC BY 4.0")

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside, places: any Geocoder) throws {
    let base = try BaseURL(outside.settings, "MET_NORWAY_BASE_URL", default: "https://api.met.no")
    let contact = try METNorwayContact(outside.settings)
    if !contact.isKnown {
      outside.logger.warning("MET_NORWAY_CONTACT is not set: MET Norway refuses callers whom it cannot reach")
    }
    // It allows 20 calls a second to all instances of an application together.
    let policy = UpstreamPolicy(
      rate: CallRate(calls: 5, per: .seconds(1), burst: 5), userAgent: contact.userAgent)
    upstream = try Upstream(Self.source.provider, base: base, policy: policy, outside: outside)
    known = RememberedAnswers(.weather(freshFor: .seconds(600)), outside: outside)
    self.places = places
    self.outside = outside
  }

  func weather(in city: CityQuery) async throws -> Sourced<CityWeather> {
    try await upstream.question {
      let place = try await places.place(city)
      let coordinates = place.coordinates.rounded
      let tell = { (given: Sourced<METNorwaySeries>) in given.map { $0.weather(at: outside.now(), in: place) } }
      do {
        return tell(try await known.answer(to: coordinates) { try await fetch(coordinates, kept: $0) })
      } catch let old as StaleAnswer<Sourced<METNorwaySeries>> {
        throw old.map(tell)
      }
    }
  }

  private func fetch(
    _ coordinates: CityWeather.Coordinates, kept: Kept<METNorwaySeries>?
  ) async throws -> Fetched<METNorwaySeries> {
    let request = METNorwayReply.request(at: coordinates, kept: kept?.validator)
    return try await upstream.ask(request) { reply in
      if reply.status == 203 { outside.logger.warning("MET Norway says that its locationforecast/2.0 is deprecated") }
      guard let series = try METNorwayReply.series(from: reply) ?? kept?.answer else {
        throw ProviderError.unavailable("MET Norway says that nothing changed, and nothing was kept.")
      }
      return Fetched(
        series, from: source, freshFor: METNorwayReply.freshness(of: reply),
        validator: reply[.lastModified] ?? kept?.validator)
    }
  }
}

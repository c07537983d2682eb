import Chassis
import FoundationEssentials

/// Weather from the bundled set: real cities with invented weather. Its days are days of UTC everywhere.
struct SampleWeather: WeatherProvider {
  /// In the order of the file: of namesakes the first is meant where nothing tells which.
  private let cities: [SampleCity]
  private let nearest: NearestName
  private let now: @Sendable () -> Date

  /// Throws ``SampleFileError`` where the bundled file is broken.
  static func bundled(now: @escaping @Sendable () -> Date = { Date() }) throws -> SampleWeather {
    try SampleWeather(SampleFile("cities.json", PackageResources.cities_json), now: now)
  }

  init(_ file: SampleFile, now: @escaping @Sendable () -> Date) throws {
    cities = try file.records(SampleCity.Record.self) { try SampleCity($0) }
    nearest = NearestName(cities.map { ($0.place.city, $0.names.map(\.text)) })
    self.now = now
  }

  func weather(in query: CityQuery) async throws -> Sourced<CityWeather> {
    guard let city = cities.first(where: { $0.matches(query) }) else {
      throw ProviderError.unknown(
        "No sample city is called \"\(query.text)\".", suggestion: nearest.suggestion(for: query.name.text))
    }
    let now = now()
    let today = CalendarDay(of: now)
    let climate = SampleClimate(at: city.place.coordinates)
    let weather = CityWeather(
      place: city.place, temperature: climate.temperature(on: today), condition: climate.condition(on: today),
      humidity: climate.humidity(on: today), wind: climate.wind(on: today), asOf: Self.startOfHour(now),
      forecast: (0..<CityWeather.forecastDays).map { climate.forecast(on: today.adding(days: $0)) })
    return Sourced(weather, from: source, fetchedAt: now)
  }

  /// The sample's stations report on the hour.
  private static func startOfHour(_ date: Date) -> Date {
    Date(timeIntervalSince1970: (date.timeIntervalSince1970 / 3600).rounded(.down) * 3600)
  }

  let source = Source(
    provider: "sample",
    attribution: "Sample data bundled with this service: invented weather; places from GeoNames",
    url: "https://www.geonames.org/", licence: "CC BY 4.0")
}

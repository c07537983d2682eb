import Chassis

/// A city of the sample set.
struct SampleCity: Sendable {
  let place: CityWeather.Place

  /// The names it answers to.
  let names: [FoldedText]

  /// What may stand behind the comma: code and name of the country and, where the file has one, of the region.
  let qualifiers: [FoldedText]

  struct Record: Decodable {
    var city: String
    var aliases: [String]?
    var region: String?
    var regionCode: String?
    var country: String
    var countryName: String
    var latitude: Double
    var longitude: Double
    var timezone: String
  }

  init(_ record: Record) throws {
    let city = record.city
    names = ([city] + (record.aliases ?? [])).map { FoldedText($0) }
    guard !names.contains(where: \.isEmpty) else { throw InvalidRecord("\"\(city)\" has an empty name") }
    guard record.country.utf8.count == 2, record.country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw InvalidRecord("\(city) has the country \"\(record.country)\", which is no code of two capital letters")
    }
    guard abs(record.latitude) <= 90, abs(record.longitude) <= 180 else {
      throw InvalidRecord("\(city) does not lie on earth")
    }
    guard record.timezone.contains("/") else { throw InvalidRecord("\(city) has no time zone") }
    qualifiers = [
      record.country, record.countryName, CountryName.everyday[record.country], record.region, record.regionCode,
    ].compactMap { $0 }.map { FoldedText($0) }
    place = CityWeather.Place(
      city: city, region: record.region, country: record.country,
      coordinates: CityWeather.Coordinates(latitude: record.latitude, longitude: record.longitude),
      timezone: record.timezone)
  }

  /// Whether this city is what `query` asks for.
  func matches(_ query: CityQuery) -> Bool {
    names.contains(query.name) && query.qualifiers.allSatisfy(qualifiers.contains)
  }
}

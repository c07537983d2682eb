import Chassis

/// A place that a geocoder found.
struct FoundPlace: Sendable, Equatable {
  var place: CityWeather.Place

  /// What may stand behind a comma to mean this one: codes and names of its country, its state, its county.
  private let areas: Set<FoldedText>

  /// - Parameter areas: Names beside those that follow from the place's country and region.
  init(_ place: CityWeather.Place, areas: [String] = []) {
    self.place = place
    var names = areas
    if let country = place.country {
      names += [country] + CountryName.names(of: country)
      if let region = place.region.flatMap({ RegionName.code(of: $0, in: country) }) { names.append(region) }
    }
    if let region = place.region { names.append(region) }
    self.areas = Set(names.map { FoldedText($0) })
  }

  /// Whether it lies in all that the query names behind commas.
  func matches(_ query: CityQuery) -> Bool {
    query.qualifiers.allSatisfy(areas.contains)
  }
}

extension [FoundPlace] {
  /// The first that is what `query` asks for: geocoders put the most likely one first.
  func best(for query: CityQuery) -> CityWeather.Place? {
    first { $0.matches(query) }?.place
  }
}

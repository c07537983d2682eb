import Chassis

/// What to look for in turn where a city is asked for: `Portland,ME,US` or `Paris,FR`, and at last the name alone. The
/// service gives five places at most, so a small namesake is only found with the code of its country or of its state; it
/// reads codes only, and people write names.
enum OpenWeatherMapSearch {
  static func texts(for query: CityQuery) -> [String] {
    var areas = query.qualifiers.compactMap { CountryName.code($0) }
    for region in query.qualifiers.flatMap({ RegionName.all($0) }) {
      // Only for the United States does it know states.
      let area = region.country == "US" ? "\(region.code),US" : region.country
      // `ME` alone is Montenegro first and Maine second; beside `US` it is Maine.
      areas.insert(area, at: query.qualifiers.count > 1 && areas.contains(region.country) ? 0 : areas.endIndex)
    }
    let texts = query.spellings.flatMap { name in areas.map { "\(name),\($0)" } + [name] }
    return Array(texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.prefix(most))
  }

  /// Of calls for one city.
  private static let most = 4
}

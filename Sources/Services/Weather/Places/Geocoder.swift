import Chassis

/// Finds where a city lies.
protocol Geocoder: Sendable {
  /// Throws ``ProviderError``; `unknown` where there is no such place.
  func place(_ query: CityQuery) async throws -> CityWeather.Place
}

/// What a geocoder's answer is remembered by. Spaces and accents count, unlike in a ``FoldedText``: a geocoder may find
/// `New York` and not `newyork`.
struct PlaceQuestion: Sendable, Hashable {
  private let name: String
  private let qualifiers: [FoldedText]

  init(_ query: CityQuery) {
    name = query.typedName.lowercased()
    qualifiers = query.qualifiers
  }
}

extension CityQuery {
  /// The name in the ways to try in turn: people write `new-york` as they see it in addresses, and geocoders do not
  /// read it. As typed first, for `Stratford-upon-Avon`.
  var spellings: [String] {
    let spaced = String(typedName.map { $0 == "-" || $0 == "_" || $0 == "+" ? " " : $0 }).trimmingWhitespace()
    return spaced.isEmpty || spaced == typedName ? [typedName] : [typedName, spaced]
  }
}

/// Which providers a service asks, by the setting `PROVIDER`: one name, or several by comma in the order to ask them.
package struct ProviderChoice<Provider: Sendable>: Sendable {
  package typealias Make = @Sendable (Settings) throws -> Provider

  private let known: [(name: String, make: Make)]

  /// The first of `known` is the default.
  package init(_ known: [(name: String, make: Make)]) {
    self.known = known
  }

  /// The chosen providers in order. Throws ``ConfigurationError`` where a name is unknown or repeated, and
  /// whatever making a provider throws.
  package func make(_ settings: Settings) throws -> FirstAvailable<Provider> {
    let names = settings.list("PROVIDER", default: known.prefix(1).map(\.name)).map { $0.lowercased() }
    let allowed = self.allowed
    var seen: Set<String> = []
    let providers = try names.map { name in
      guard let choice = known.first(where: { $0.name == name }) else {
        throw ConfigurationError(key: "PROVIDER", fault: "names \"\(name)\"", allowed: allowed)
      }
      guard seen.insert(name).inserted else {
        throw ConfigurationError(key: "PROVIDER", fault: "names \"\(name)\" twice", allowed: allowed)
      }
      return try choice.make(settings)
    }
    guard let first = providers.first else {
      throw ConfigurationError(key: "PROVIDER", fault: "names no provider", allowed: allowed)
    }
    return FirstAvailable(first, then: Array(providers.dropFirst()))
  }

  private var allowed: String {
    let names = known.map(\.name).joined(separator: ", ")
    return known.count == 1 ? names : "one or several, separated by commas, of: \(names)"
  }
}

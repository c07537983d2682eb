/// Which providers a service asks, by the setting `PROVIDER`: one name, or several by comma in the order to ask them.
///
/// `auto`, the default, stands for the best that the service's keys allow, and never for invented data where there is
/// real: `auto,sample` asks for that.
package struct ProviderChoice<Provider: Sendable>: Sendable {
  package typealias Make = @Sendable (Settings) throws -> Provider

  /// The provider whose data is made up.
  package static var invented: String { "sample" }

  private let known: [(name: String, make: Make)]
  private let auto: @Sendable (Settings) throws -> [String]

  /// - Parameter auto: The names that `auto` stands for with these settings.
  package init(_ known: [(name: String, make: Make)], auto: @escaping @Sendable (Settings) throws -> [String]) {
    self.known = known
    self.auto = auto
  }

  /// The chosen providers in order. Throws ``ConfigurationError`` where a name is unknown or repeated, and
  /// whatever making a provider throws.
  package func make(_ settings: Settings) throws -> FirstAvailable<Provider> {
    var names: [String] = []
    for name in settings.list("PROVIDER", default: ["auto"]).map({ $0.lowercased() }) {
      if name == "auto" {
        for name in try auto(settings) where !names.contains(name) { names.append(name) }
        continue
      }
      guard !names.contains(name) else { throw error("names \"\(name)\" twice") }
      names.append(name)
    }
    let choices = try names.map { name in
      guard let choice = known.first(where: { $0.name == name }) else { throw error("names \"\(name)\"") }
      return FirstAvailable.Choice(try choice.make(settings), isInvented: name == Self.invented)
    }
    guard let first = choices.first else { throw error("names no provider") }
    return FirstAvailable(first, then: Array(choices.dropFirst()))
  }

  private func error(_ fault: String) -> ConfigurationError {
    let names = (["auto"] + known.map(\.name)).joined(separator: ", ")
    return ConfigurationError(
      key: "PROVIDER", fault: fault, allowed: "one or several, separated by commas, of: \(names)")
  }
}

import Chassis

/// Where games and streams come from.
protocol GameProvider: Sendable {
  /// As in the setting `PROVIDER` and in an answer's `source`.
  var name: String { get }

  /// Throws ``ProviderError``.
  func game(called name: GameName) async throws -> Sourced<Game>
}

/// The providers that this service knows; the first is the default.
let gameProviders = ProviderChoice<any GameProvider>([
  ("sample", { _ in try SampleGames.bundled() })
])

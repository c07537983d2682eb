import Chassis
import Upstream

/// Where games and streams come from.
protocol GameProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``.
  func game(called name: GameName) async throws -> Sourced<Game>
}

/// The providers that this service knows.
func gameProviders(_ outside: Outside) -> ProviderChoice<any GameProvider> {
  ProviderChoice(
    [
      ("sample", { _ in try SampleGames.bundled() }),
      ("helix", { _ in try Helix(outside) }),
    ],
    // Twitch tells nothing to those without a client of their own.
    auto: { _ in outside.hasKey("TWITCH_CLIENT_ID") && outside.hasKey("TWITCH_CLIENT_SECRET") ? ["helix"] : ["sample"] }
  )
}

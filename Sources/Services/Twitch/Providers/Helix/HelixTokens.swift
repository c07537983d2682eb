import Chassis
import Synchronization
import Upstream

/// The application's token for Twitch, fetched once for all who need one at a time.
final class HelixTokens: Sendable {
  /// A token, and which one in the row of all it is.
  struct Token: Sendable {
    var text: Secret
    var generation: Int
  }

  /// Not secret: it goes out with each call beside the token.
  let clientID: String

  private let clientSecret: Secret
  private let host: Upstream
  private let tokens: RememberedAnswers<Int, Secret>
  private let generation = Mutex(0)

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    clientID = try outside.key("TWITCH_CLIENT_ID", for: "helix").revealed
    clientSecret = try outside.key("TWITCH_CLIENT_SECRET", for: "helix")
    let base = try BaseURL(outside.settings, "TWITCH_AUTH_BASE_URL", default: "https://id.twitch.tv")
    host = try Upstream("helix", base: base, policy: UpstreamPolicy(), outside: outside)
    // Twitch says how long a token holds. One that is over is of no use, however old.
    tokens = RememberedAnswers(MemoryPolicy(freshFor: .seconds(3600), staleFor: .zero, capacity: 4), outside: outside)
  }

  func current() async throws -> Token {
    let generation = generation.withLock { $0 }
    let (id, secret, host) = (clientID, clientSecret, host)
    let token = try await tokens.answer(to: generation) { _ in
      let request = UpstreamRequest(
        "/oauth2/token",
        form: [("client_id", id), ("client_secret", secret.revealed), ("grant_type", "client_credentials")])
      let grant = try await host.ask(request, read: HelixGrant.init)
      return Fetched(grant.token, from: HelixReply.source, freshFor: grant.lifetime)
    }
    return Token(text: token.value, generation: generation)
  }

  /// The next caller gets another token than `token`, unless somebody has asked for that before.
  func renew(after token: Token) {
    generation.withLock { generation in
      if generation == token.generation { generation += 1 }
    }
  }
}

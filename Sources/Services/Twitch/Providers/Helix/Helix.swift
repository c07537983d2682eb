import Chassis
import HTTPTypes
import Upstream

/// Twitch's own interface: categories and live streams, with a token for the application.
struct Helix: GameProvider {
  let source = HelixReply.source

  private let api: Upstream
  private let tokens: HelixTokens
  private let categories: RememberedAnswers<FoldedText, HelixCategory>
  private let streams: RememberedAnswers<String, [Game.Stream]>

  /// Throws ``ConfigurationError`` where a key is missing or a base URL wrong.
  init(_ outside: Outside) throws {
    let base = try BaseURL(outside.settings, "TWITCH_BASE_URL", default: "https://api.twitch.tv")
    // The limit is 800 a minute for each client and token, which all instances share.
    let policy = UpstreamPolicy(rate: CallRate(calls: 400, per: .seconds(60), burst: 40))
    api = try Upstream(source.provider, base: base, policy: policy, outside: outside)
    tokens = try HelixTokens(outside)
    // What Twitch gave may be kept for a day at most.
    categories = RememberedAnswers(
      MemoryPolicy(freshFor: .seconds(12 * 3600), staleFor: .seconds(12 * 3600)), outside: outside)
    streams = RememberedAnswers(MemoryPolicy(freshFor: .seconds(60), staleFor: .seconds(3600)), outside: outside)
  }

  func game(called name: GameName) async throws -> Sourced<Game> {
    try await api.question {
      let credit = source
      let category = try await categories.answerOfAnyAge(to: name.folded) { _ in
        Fetched(try await find(name), from: credit)
      }.value
      let source = HelixReply.source(of: category)
      do {
        let live = try await streams.answer(to: category.id) { _ in
          Fetched(try await liveStreams(in: category), from: source)
        }
        return live.map { Game(name: category.name, box: category.box, streams: $0) }
      } catch let error as StaleAnswer<Sourced<[Game.Stream]>> {
        throw error.map { live in live.map { Game(name: category.name, box: category.box, streams: $0) } }
      }
    }
  }

  /// By its exact name first; the search is fuzzy, and not ordered by how well a name fits.
  private func find(_ name: GameName) async throws -> HelixCategory {
    let exact = UpstreamRequest("/helix/games", query: [("name", name.text)])
    if let category = try await call(exact, HelixReply.categories).first { return category }
    let search = UpstreamRequest("/helix/search/categories", query: [("query", name.text), ("first", "20")])
    let found = try await call(search, HelixReply.categories)
    guard let best = HelixReply.best(of: found, for: name) else {
      throw ProviderError.unknown("Twitch has no game called \"\(name.text)\".")
    }
    return best
  }

  private func liveStreams(in category: HelixCategory) async throws -> [Game.Stream] {
    let request = UpstreamRequest("/helix/streams", query: [("game_id", category.id), ("first", "20")])
    return try await call(request, HelixReply.streams)
  }

  /// A token may be revoked at any time: it is renewed once. A new one that is refused as well is a wrong client.
  private func call<Value: Sendable>(
    _ request: UpstreamRequest, _ read: @Sendable (UpstreamReply) throws -> Value
  ) async throws -> Value {
    for isLast in [false, true] {
      let token = try await tokens.current()
      var request = request
      request.fields[.clientID] = tokens.clientID
      request.fields[.authorization] = "Bearer \(token.text.revealed)"
      let value = try await api.ask(request) { reply in reply.status == 401 && !isLast ? nil : try read(reply) }
      if let value { return value }
      tokens.renew(after: token)
    }
    throw HelixReply.refused
  }
}

extension HTTPField.Name {
  fileprivate static let clientID: HTTPField.Name = {
    guard let name = HTTPField.Name("Client-Id") else { preconditionFailure("Client-Id is a token.") }
    return name
  }()
}

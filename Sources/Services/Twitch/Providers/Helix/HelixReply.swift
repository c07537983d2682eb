import Chassis
import FoundationEssentials
import HTTPTypes
import Upstream

/// Reads what Twitch's interface answers.
enum HelixReply {
  static let source = Source(
    provider: "helix", attribution: "Twitch", url: "https://www.twitch.tv/directory",
    licence: "Twitch Developer Services Agreement")

  static func source(of category: HelixCategory) -> Source {
    var source = source
    source.url = category.page
    return source
  }

  static var refused: ProviderError {
    .refused("Twitch refuses the token of the client in TWITCH_CLIENT_ID.")
  }

  private struct Page<Element: Decodable>: Decodable {
    let data: [Element]

    private enum Member: CodingKey { case data }

    /// `data` is null at times where nothing was found; an answer without it is none.
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Member.self)
      data = try container.decode([Element]?.self, forKey: .data) ?? []
    }

    /// The elements that make sense. Throws where there are some and none does: that is not the same as nothing found.
    func read<Value>(_ value: (Element) -> Value?) throws(ProviderError) -> [Value] {
      let values = data.prefix(100).compactMap(value)
      guard !values.isEmpty || data.isEmpty else { throw .unavailable() }
      return values
    }
  }

  private struct Category: Decodable {
    var id: String
    var name: String
    var box_art_url: String?
  }

  private struct Stream: Decodable {
    var id: String?
    var user_login: String?
    var user_name: String?
    var type: String?
    var title: String?
    var viewer_count: LooseNumber?
    var started_at: String?
    var language: String?
  }

  /// Categories in the order of the answer. Throws ``ProviderError``.
  static func categories(_ reply: UpstreamReply) throws(ProviderError) -> [HelixCategory] {
    try check(reply)
    return try reply.json(Page<Category>.self).read { category in
      HelixCategory(id: category.id, name: category.name, boxTemplate: category.box_art_url)
    }
  }

  /// Live streams, each once: Twitch's list moves while it is read. Throws ``ProviderError``.
  static func streams(_ reply: UpstreamReply) throws(ProviderError) -> [Game.Stream] {
    try check(reply)
    var seen: Set<String> = []
    return try reply.json(Page<Stream>.self).read { stream in
      // The type is empty where Twitch is in trouble with a stream.
      guard stream.type == "live", seen.insert(stream.id ?? "").inserted,
        let startedAt = Plausible.date(iso8601: stream.started_at), let login = login(stream.user_login)
      else { return nil }
      return Game.Stream(
        channel: Plausible.text(stream.user_name, limit: 60) ?? login,
        title: Plausible.text(stream.title) ?? "", viewers: Plausible.count(stream.viewer_count?.value) ?? 0,
        language: Plausible.text(stream.language, limit: 10) ?? "other", startedAt: startedAt,
        url: "https://www.twitch.tv/\(login)")
    }
  }

  /// The same name before one that begins like it, and that before whatever the search found first.
  static func best(of categories: [HelixCategory], for name: GameName) -> HelixCategory? {
    let folded = categories.map { FoldedText($0.name).text }
    let index = folded.firstIndex(of: name.folded.text) ?? folded.firstIndex { $0.hasPrefix(name.folded.text) }
    return index.map { categories[$0] } ?? categories.first
  }

  private static func check(_ reply: UpstreamReply) throws(ProviderError) {
    switch reply.status {
    case 200: return
    case 401, 403: throw refused
    case 429: throw .throttled(retryAfter: wait(reply))
    default: throw .unavailable()
    }
  }

  /// Until the bucket is full again, as `Ratelimit-Reset` says in seconds since 1970; there is no `Retry-After`.
  static func wait(_ reply: UpstreamReply) -> Duration? {
    guard let reset = reply[.rateLimitReset].flatMap(Double.init), let date = Plausible.date(unix: reset) else {
      return reply.retryAfter
    }
    return .seconds(min(max(1, date.timeIntervalSince(reply.receivedAt).rounded(.up)), 600))
  }

  private static func login(_ text: String?) -> String? {
    guard let text, (1...30).contains(text.utf8.count),
      text.utf8.allSatisfy({ ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || $0 == 0x5F })
    else { return nil }
    return text
  }
}

extension HTTPField.Name {
  fileprivate static let rateLimitReset: HTTPField.Name = {
    guard let name = HTTPField.Name("Ratelimit-Reset") else { preconditionFailure("Ratelimit-Reset is a token.") }
    return name
  }()
}

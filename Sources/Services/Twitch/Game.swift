import Chassis
import FoundationEssentials

/// A game and who is streaming it: the JSON of `GET /game/{name}`.
struct Game: Sendable, Equatable, Encodable {
  let name: String

  /// How many people watch the listed streams together. Twitch itself no longer gives a popularity.
  let popularity: Int

  /// URL of the cover of 285 by 380 pixels.
  @Nullable private(set) var box: String?

  /// The same number as ``popularity``, by the name it has today.
  let viewers: Int

  /// Live now, most watched first.
  let streams: [Stream]

  struct Stream: Sendable, Equatable, Encodable {
    let channel: String
    let title: String
    let viewers: Int

    /// ISO 639-1 code.
    let language: String
    let startedAt: Date

    /// The channel's page.
    @Nullable private(set) var url: String?

    init(channel: String, title: String, viewers: Int, language: String, startedAt: Date, url: String?) {
      self.channel = channel
      self.title = title
      self.viewers = viewers
      self.language = language
      self.startedAt = startedAt
      self.url = url
    }
  }

  init(name: String, box: String?, streams: [Stream]) {
    self.name = name
    self.box = box
    self.streams = streams.sorted { $0.viewers > $1.viewers }
    viewers = streams.reduce(0) { $0 + $1.viewers }
    popularity = viewers
  }
}

import Chassis
import FoundationEssentials

/// Games from the bundled set: real games with invented streams.
struct SampleGames: GameProvider {
  private let games: [FoldedText: SampleGame]
  private let nearest: NearestName
  private let programme: SampleProgramme
  private let now: @Sendable () -> Date

  /// Throws ``SampleFileError`` where a bundled file is broken.
  static func bundled(now: @escaping @Sendable () -> Date = { Date() }) throws -> SampleGames {
    try SampleGames(
      games: SampleFile("games.json", PackageResources.games_json),
      channels: SampleFile("channels.json", PackageResources.channels_json), now: now)
  }

  init(games file: SampleFile, channels: SampleFile, now: @escaping @Sendable () -> Date) throws {
    let list = try file.records(SampleGame.Record.self) { try SampleGame($0) }
    games = try file.index(list, by: \.names)
    nearest = NearestName(list.map { ($0.name, $0.names.map(\.text)) })
    programme = SampleProgramme(try channels.records(SampleChannel.self) { try $0.validated() })
    self.now = now
  }

  func game(called name: GameName) async throws -> Sourced<Game> {
    guard let game = games[name.folded] else {
      throw ProviderError.unknown(
        "No sample game is called \"\(name.text)\".", suggestion: nearest.suggestion(for: name.text))
    }
    let now = now()
    let streams = programme.streams(of: game, on: CalendarDay(of: now))
    return Sourced(Game(name: game.name, box: game.box, streams: streams), from: source, fetchedAt: now)
  }

  let source = Source(
    provider: "sample", attribution: "Sample data bundled with this service: invented channels, streams and viewers")
}

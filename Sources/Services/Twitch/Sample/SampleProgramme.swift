import Chassis
import FoundationEssentials

/// Who streams a game of the sample set on a day: invented, and the same on every instance.
struct SampleProgramme: Sendable {
  private let channels: [SampleChannel]

  private static let streamsPerGame = 4...6

  init(_ channels: [SampleChannel]) {
    self.channels = channels
  }

  func streams(of game: SampleGame, on day: CalendarDay) -> [Game.Stream] {
    let count = min(channels.count, noise("count", game).integer(day.ordinal, in: Self.streamsPerGame))
    return lineUp(of: game, on: day).prefix(count).enumerated().map { rank, channel in
      // Each stream has about half the audience of the one before.
      var share =
        Double(game.audience) * (0.4 + 0.2 * noise("viewers of \(channel.channel)", game).fraction(day.ordinal))
      for _ in 0..<rank { share /= 2 }
      let minutesBefore = noise("start of \(channel.channel)", game).integer(day.ordinal, in: 10...300)
      return Game.Stream(
        channel: channel.channel, title: channel.title, viewers: max(1, Int(share)), language: channel.language,
        startedAt: day.start.addingTimeInterval(-60 * Double(minutesBefore)), url: nil)
    }
  }

  /// All channels in an order of the game's and the day's own.
  private func lineUp(of game: SampleGame, on day: CalendarDay) -> [SampleChannel] {
    channels.map { (place: noise($0.channel, game).fraction(day.ordinal), channel: $0) }
      .sorted { $0.place < $1.place }
      .map(\.channel)
  }

  private func noise(_ what: String, _ game: SampleGame) -> StableNoise { StableNoise("\(what) in \(game.name)") }
}

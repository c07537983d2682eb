import Chassis
import Foundation
import Testing

@testable import Twitch

@Suite struct SampleProgrammeTests {
  private let channels = (0..<12).map { SampleChannel(channel: "Channel \($0)", title: "Title \($0)", language: "en") }

  private func game(_ name: String, box: String? = nil, audience: Int = 10_000) throws -> SampleGame {
    try SampleGame(SampleGame.Record(name: name, aliases: nil, box: box, audience: audience))
  }

  @Test func a_day_has_a_programme_of_its_own_that_does_not_change() throws {
    let programme = SampleProgramme(channels)
    let rust = try game("Rust")
    let days = (20_000..<20_020).map(CalendarDay.init)
    let line_ups = days.map { programme.streams(of: rust, on: $0) }
    #expect(line_ups == days.map { SampleProgramme(channels).streams(of: rust, on: $0) })
    #expect(Set(line_ups.map { $0.map(\.channel) }).count == days.count)
    #expect(programme.streams(of: rust, on: days[0]) != programme.streams(of: try game("Dota 2"), on: days[0]))
  }

  @Test func streams_began_before_their_day_and_have_viewers_of_the_games_order() throws {
    let day = CalendarDay(ordinal: 20_778)
    for name in ["Rust", "Dota 2", "Fortnite"] {
      let streams = SampleProgramme(channels).streams(of: try game(name), on: day)
      #expect((4...6).contains(streams.count))
      #expect(Set(streams.map(\.channel)).count == streams.count)
      #expect(streams.allSatisfy { $0.startedAt < day.start && $0.startedAt > day.adding(days: -1).start })
      #expect(streams.allSatisfy { (1...6000).contains($0.viewers) })
      #expect((5000...12_000).contains(streams.map(\.viewers).reduce(0, +)))
    }
  }

  @Test func fewer_channels_make_fewer_streams() throws {
    let day = CalendarDay(ordinal: 0)
    #expect(SampleProgramme(Array(channels.prefix(2))).streams(of: try game("Rust"), on: day).count == 2)
    #expect(SampleProgramme([]).streams(of: try game("Rust"), on: day) == [])
    #expect(
      SampleProgramme(channels).streams(of: try game("Rust", audience: 1), on: day).allSatisfy { $0.viewers == 1 })
  }

  @Test func popularity_is_the_sum_of_the_viewers_and_the_most_watched_comes_first() {
    let streams = [3, 9, 4].map {
      Game.Stream(
        channel: "c", title: "t", viewers: $0, language: "en", startedAt: Date(timeIntervalSince1970: 0), url: nil)
    }
    let game = Game(name: "Rust", box: nil, streams: streams)
    #expect(game.popularity == 16)
    #expect(game.viewers == 16)
    #expect(game.streams.map(\.viewers) == [9, 4, 3])
  }

  @Test func broken_records_are_refused() {
    #expect(throws: InvalidRecord.self) { try game("-") }
    #expect(throws: InvalidRecord.self) { try game("Rust", audience: 0) }
    #expect(throws: InvalidRecord.self) { try game("Rust", box: "../x") }
    #expect(throws: InvalidRecord.self) {
      try SampleChannel(channel: "sandysanderman", title: "t", language: "en").validated()
    }
    #expect(throws: InvalidRecord.self) { try SampleChannel(channel: "a b", title: "", language: "en").validated() }
    #expect(throws: InvalidRecord.self) { try SampleChannel(channel: "a b", title: "t", language: "EN").validated() }
  }
}

import BackendTesting
import Chassis
import Foundation
import HTTPServer
import Testing

@testable import Twitch

@Suite struct TwitchRouteTests {
  /// Saturday, 21 November 2026, 12:00 UTC.
  private static let now = Date(timeIntervalSince1970: 1_795_262_400)

  private let router: Router
  private let document: APIDocument

  init() throws {
    let provider = try SampleGames.bundled(now: { Self.now })
    var router = Router()
    TwitchAPI.add(to: &router, providers: FirstAvailable(provider), instance: .forTests)
    self.router = router
    document = try APIDocument(TwitchAPI.document, BackendDocument.shared)
  }

  private func get(_ name: String) async throws -> RouteAnswer {
    let answer = try await router.answer("/game/", name)
    #expect(document.faults(of: answer, at: "/game/{name}") == [])
    return answer
  }

  @Test(arguments: [
    ("Minecraft", "Minecraft"), (" mineCRAFT ", "Minecraft"), ("mine craft", "Minecraft"),
    ("counter strike", "Counter-Strike"), ("Counter-Strike: Global Offensive", "Counter-Strike"),
    ("cs:go", "Counter-Strike"),
    ("tom clancys rainbow six siege", "Tom Clancy's Rainbow Six Siege"),
    ("Tom Clancy\u{2019}s Rainbow Six Siege", "Tom Clancy's Rainbow Six Siege"),
    ("call of duty warzone", "Call of Duty: Warzone"), ("valorant", "VALORANT"), ("DOTA2", "Dota 2"),
    ("Miné\u{301}craft", "Minecraft"),
  ])
  func a_known_game_is_found_in_any_spelling(typed: String, name: String) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 200)
    #expect(answer.text("name") == name)
  }

  @Test func popularity_and_viewers_are_the_sum_of_the_streams() async throws {
    let answer = try await get("Minecraft")
    let viewers = answer.list("streams").compactMap { $0["viewers"]?.double }
    #expect(viewers.count >= 4)
    #expect(answer.number("viewers") == viewers.reduce(0, +))
    #expect(answer.number("popularity") == answer.number("viewers"))
    #expect(viewers == viewers.sorted(by: >))
    #expect(answer.text("fetchedAt") == "2026-11-21T12:00:00Z")
  }

  @Test(
    arguments: [
      ("Minecraft", .string("https://static-cdn.jtvnw.net/ttv-boxart/27471_IGDB-285x380.jpg")),
      ("Just Chatting", .string("https://static-cdn.jtvnw.net/ttv-boxart/509658-285x380.jpg")),
      ("Sea of Thieves", .null),
    ] as [(String, JSONValue)])
  func the_box_is_the_cover_at_Twitch_or_null(name: String, box: JSONValue) async throws {
    #expect(try await get(name).json["box"] == box)
  }

  @Test(
    arguments: [
      ("Mincraft", "Minecraft"), ("leage of legends", "League of Legends"),
      ("rainbow six seige", "Tom Clancy's Rainbow Six Siege"),
      ("Tetris", nil),
    ] as [(String, String?)])
  func an_unknown_game_is_404_with_the_nearest(typed: String, suggestion: String?) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 404)
    #expect(answer.text("suggestion") == suggestion)
    let hint = suggestion.map { " Did you mean \"\($0)\"?" } ?? ""
    #expect(answer.text("error") == "No sample game is called \"\(typed)\".\(hint)")
  }

  @Test(arguments: [" ", "!", "\u{7}", String(repeating: "x", count: 101)])
  func a_bad_name_is_400(typed: String) async throws {
    #expect(try await get(typed).status == 400)
  }

  @Test func every_sample_game_is_answered_as_described() async throws {
    let games = [
      "Just Chatting", "Minecraft", "League of Legends", "VALORANT", "Grand Theft Auto V", "Dota 2", "Counter-Strike",
      "Fortnite", "Rust", "Dead Island 2", "Apex Legends", "Tom Clancy's Rainbow Six Siege", "World of Warcraft",
      "Teamfight Tactics", "Call of Duty: Warzone", "World of Tanks", "Hearthstone", "Dead by Daylight", "Overwatch 2",
      "Sea of Thieves",
    ]
    for game in games { #expect(try await get(game).text("name") == game) }
  }

  @Test func the_document_is_closed_and_requires_all_but_the_suggestion() {
    #expect(document.version == "3.1.0")
    #expect(document.openSchemas == [])
    #expect(document.optionalMembers == ["Problem.suggestion"])
  }
}

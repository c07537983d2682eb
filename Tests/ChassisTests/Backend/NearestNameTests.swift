import Chassis
import Testing

@Suite struct NearestNameTests {
  private let games = NearestName(
    ["Minecraft", "Rust", "Fortnite", "World of Tanks", "World of Warcraft", "Tom Clancy's Rainbow Six Siege"]
      .map { ($0, [$0]) })

  @Test(arguments: [
    ("Mincraft", "Minecraft"), ("miencraft", "Minecraft"), ("MINECRAFTT", "Minecraft"), ("Rsut", "Rust"),
    ("fortnight", "Fortnite"), ("worldoftank", "World of Tanks"), ("tom clancy", "Tom Clancy's Rainbow Six Siege"),
    ("wrold of warcarft", "World of Warcraft"),
  ])
  func a_slip_or_an_unfinished_name_finds_the_name(typed: String, meant: String) {
    #expect(games.suggestion(for: typed) == meant)
  }

  @Test(arguments: ["", "?", "Tetris", "Ru", "Crust belt", "Pac-Man", String(repeating: "x", count: 100_000)])
  func what_is_far_from_all_finds_none(typed: String) {
    #expect(games.suggestion(for: typed) == nil)
  }

  @Test func of_equally_near_names_the_longer_common_beginning_wins_then_the_order() {
    let nearest = NearestName(["bat", "cat", "car"].map { ($0, [$0]) })
    #expect(nearest.suggestion(for: "cab") == "cat")
    #expect(nearest.suggestion(for: "hat") == "bat")
  }

  @Test func another_spelling_finds_the_name_that_is_shown() {
    let nearest = NearestName([("AAPL", ["AAPL", "Apple Inc."])])
    #expect(nearest.suggestion(for: "apple") == "AAPL")
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
    ("abcd", "bacd", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func the_distance_counts_wrong_missing_surplus_and_swapped_letters(a: String, b: String, distance: Int) {
    #expect(NearestName.editDistance(Array(a), Array(b)) == distance)
    #expect(NearestName.editDistance(Array(b), Array(a)) == distance)
  }
}

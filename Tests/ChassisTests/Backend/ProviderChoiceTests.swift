import Chassis
import Testing

@Suite struct ProviderChoiceTests {
  private struct Broken: Error {}

  private let choice = ProviderChoice<String>([
    ("sample", { _ in "S" }), ("live", { _ in "L" }), ("broken", { _ in throw Broken() }),
  ])

  @Test(
    arguments: [
      (nil, ["S"]), ("", ["S"]), ("live", ["L"]), ("LIVE", ["L"]), (" live , sample ", ["L", "S"]), ("sample,", ["S"]),
    ] as [(String?, [String])])
  func providers_come_in_the_order_they_are_named(setting: String?, providers: [String]) throws {
    #expect(try choice.make(settings(setting)).all == providers)
  }

  @Test(arguments: [("yahoo", "names \"yahoo\""), ("live,live", "names \"live\" twice"), (",", "names no provider")])
  func a_wrong_choice_ends_the_start_and_says_what_is_allowed(setting: String, fault: String) {
    let error = #expect(throws: ConfigurationError.self) { try choice.make(settings(setting)) }
    #expect(
      error?.description
        == "PROVIDER \(fault): it must be one or several, separated by commas, of: sample, live, broken")
  }

  @Test func a_single_provider_is_the_only_one_allowed() {
    let error = #expect(throws: ConfigurationError.self) {
      try ProviderChoice<String>([("sample", { _ in "S" })]).make(settings("yahoo"))
    }
    #expect(error?.description == "PROVIDER names \"yahoo\": it must be sample")
  }

  @Test func what_making_a_provider_throws_ends_the_start() {
    #expect(throws: Broken.self) { try choice.make(settings("live,broken")) }
  }

  private func settings(_ provider: String?) -> Settings {
    Settings(environment: provider.map { ["PROVIDER": $0] } ?? [:])
  }
}

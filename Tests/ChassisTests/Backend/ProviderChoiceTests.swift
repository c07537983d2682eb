import Chassis
import Testing

@Suite struct ProviderChoiceTests {
  private struct Broken: Error {}

  private let choice = ProviderChoice<String>(
    [
      ("sample", { _ in "S" }), ("live", { _ in "L" }), ("keyed", { _ in "K" }), ("broken", { _ in throw Broken() }),
    ], auto: { $0.string("KEY") == nil ? ["live"] : ["keyed"] })

  @Test(
    arguments: [
      (nil, ["L"]), ("", ["L"]), ("auto", ["L"]), ("sample", ["S"]), ("live", ["L"]), ("LIVE", ["L"]),
      (" live , sample ", ["L", "S"]), ("sample,", ["S"]),
      ("auto,sample", ["L", "S"]), ("live,auto,sample", ["L", "S"]),
    ] as [(String?, [String])])
  func providers_come_in_the_order_they_are_named(setting: String?, providers: [String]) throws {
    #expect(try choice.make(settings(setting)).all == providers)
  }

  @Test(arguments: [("yahoo", "names \"yahoo\""), ("live,live", "names \"live\" twice"), (",", "names no provider")])
  func a_wrong_choice_ends_the_start_and_says_what_is_allowed(setting: String, fault: String) {
    let error = #expect(throws: ConfigurationError.self) { try choice.make(settings(setting)) }
    #expect(
      error?.description
        == "PROVIDER \(fault): it must be one or several, separated by commas, of: auto, sample, live, keyed, broken")
  }

  @Test func auto_goes_by_the_keys_there_are() throws {
    #expect(try choice.make(Settings(environment: ["KEY": "k", "PROVIDER": "auto"])).all == ["K"])
  }

  @Test func auto_may_name_what_was_named_before_but_not_after() throws {
    #expect(throws: ConfigurationError.self) { try choice.make(settings("auto,live")) }
  }

  @Test func what_making_a_provider_throws_ends_the_start() {
    #expect(throws: Broken.self) { try choice.make(settings("live,broken")) }
  }

  private func settings(_ provider: String?) -> Settings {
    Settings(environment: provider.map { ["PROVIDER": $0] } ?? [:])
  }
}

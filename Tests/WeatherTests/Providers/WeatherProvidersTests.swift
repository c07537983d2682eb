import Chassis
import HTTPClient
import Testing
import Upstream

@testable import Weather

@Suite struct WeatherProvidersTests {
  private func names(_ environment: [String: String]) throws -> [String] {
    try Stage(environment, []).providers().all.map(\.source.provider)
  }

  @Test(
    arguments: [
      ([:], ["open-meteo"]), (["PROVIDER": "auto"], ["open-meteo"]), (["OPENWEATHER_API_KEY": "k"], ["openweathermap"]),
      (["API_KEY": "k"], ["openweathermap"]), (["OPEN_METEO_API_KEY": "k"], ["open-meteo"]),
      (["API_KEY": "k", "PROVIDER": "open-meteo"], ["open-meteo"]), (["PROVIDER": "sample"], ["sample"]),
      (["PROVIDER": "met-norway,open-meteo,sample"], ["met-norway", "open-meteo", "sample"]),
    ] as [([String: String], [String])])
  func auto_is_what_the_keys_allow(environment: [String: String], providers: [String]) throws {
    #expect(try names(environment) == providers)
  }

  @Test func an_unknown_provider_is_a_configuration_error_that_names_all() {
    let error = #expect(throws: ConfigurationError.self) { try names(["PROVIDER": "wttr"]) }
    #expect(error?.description.contains("auto, open-meteo, openweathermap, met-norway, sample") == true)
  }

  @Test func what_is_not_used_is_not_read() throws {
    #expect(try names(["PROVIDER": "sample", "OPEN_METEO_BASE_URL": "nonsense"]) == ["sample"])
    #expect(throws: ConfigurationError.self) { try names(["OPEN_METEO_BASE_URL": "nonsense"]) }
    #expect(throws: ConfigurationError.self) { try names(["OPEN_METEO_GEOCODING_BASE_URL": "nonsense"]) }
    #expect(throws: ConfigurationError.self) {
      try names(["PROVIDER": "met-norway", "MET_NORWAY_BASE_URL": "nonsense"])
    }
  }

  @Test func the_next_is_asked_where_one_fails_and_both_share_the_search() async throws {
    let stage = Stage(
      ["PROVIDER": "open-meteo,met-norway"],
      [
        ("/v1/search", { _ in .weather(Body.openMeteoPlaces) }),
        ("/v1/forecast", { _ in .weather("{}", 429) }), ("/compact", { _ in .weather(Body.metNorway) }),
      ])
    let given = try await stage.providers().weather(in: "Berlin")
    #expect(given.source.provider == "met-norway")
    #expect(stage.asked == ["search", "forecast", "compact"])
  }

  @Test func unknown_is_an_answer_and_the_next_is_not_asked() async throws {
    let stage = Stage(
      ["PROVIDER": "open-meteo,met-norway,sample"], [("/v1/search", { _ in .weather(#"{"generationtime_ms":1}"#) })])
    #expect(await (try stage.providers()).error(in: "Oslo")?.code == .unknown)
    #expect(stage.asked == ["search"])
  }

  @Test func sample_data_is_asked_for_only_where_it_is_named_and_says_so() async throws {
    let dead: Stage.Script = [("/", { _ in throw ClientError(.timeout, "slow") })]
    #expect(await (try Stage([:], dead).providers()).error(in: "Oslo")?.code == .timedOut)
    let given = try await Stage(["PROVIDER": "auto,sample"], dead).providers().weather(in: "Oslo")
    #expect(given.source.provider == "sample")
  }
}

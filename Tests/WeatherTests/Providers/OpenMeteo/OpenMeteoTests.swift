import Chassis
import Foundation
import HTTPClient
import Testing
import Upstream

@testable import Weather

@Suite struct OpenMeteoTests {
  private static let works: Stage.Script = [
    ("/v1/search", { _ in .weather(Body.openMeteoPlaces) }), ("/v1/forecast", { _ in .weather(Body.openMeteo) }),
  ]
  private static let isDown: Stage.Script = [("/", { _ in throw ClientError(.timeout, "slow") })]
  private static let onlySearchIsDown: Stage.Script = [
    ("/v1/search", { _ in throw ClientError(.timeout, "slow") }), ("/v1/forecast", { _ in .weather(Body.openMeteo) }),
  ]

  private let stage = Stage(["PROVIDER": "open-meteo"], works)

  @Test func a_city_is_found_and_then_its_weather() async throws {
    let given = try await stage.providers().weather(in: "Berlin")
    #expect(given.value.place == .berlin)
    #expect(given.value.temperature == 21.3)
    #expect(given.source == OpenMeteo.source)
    #expect(!given.cached && !given.stale)
    #expect(given.fetchedAt == Date(utc: "2026-08-30T07:05:00Z"))
    let urls = stage.requests.map(\.url)
    #expect(urls.first?.hasPrefix("https://geocoding-api.open-meteo.com/v1/search?name=Berlin&") == true)
    #expect(urls.last?.hasPrefix("https://api.open-meteo.com/v1/forecast?latitude=52.5244&longitude=13.4105&") == true)
    #expect(urls.count == 2)
  }

  @Test func it_is_asked_again_when_there_is_newer_data_and_the_place_stays_known() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    // Until 07:15.
    stage.pass(.seconds(599))
    #expect(try await providers.weather(in: "berlin").cached)
    #expect(stage.asked == ["search", "forecast"])
    stage.pass(.seconds(1))
    #expect(try await !providers.weather(in: "Berlin").cached)
    #expect(stage.asked == ["search", "forecast", "forecast"])
  }

  @Test func a_thousand_at_once_cause_one_call_each() async throws {
    let providers = try stage.providers()
    let cities = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<1000 { group.addTask { try await providers.weather(in: "Berlin").value.place.city } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(cities.count == 1000)
    #expect(stage.asked == ["search", "forecast"])
  }

  @Test func through_an_outage_of_ten_minutes_old_answers_go_on_and_new_questions_fail_clearly() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.pass(.seconds(601))
    stage.play(Self.isDown)
    for _ in 0..<10 {
      let old = try await providers.weather(in: "Berlin")
      #expect(old.cached && old.stale)
      #expect(old.value.temperature == 21.3)
      #expect(old.fetchedAt == Date(utc: "2026-08-30T07:05:00Z"))
      let error = await providers.error(in: "Hamburg")
      #expect(error?.code == .timedOut)
      stage.pass(.seconds(60))
    }
    stage.play(Self.works)
    #expect(try await !providers.weather(in: "Berlin").stale)
    #expect(await providers.error(in: "Hamburg") == nil)
  }

  @Test func after_half_a_day_an_old_answer_is_none() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.play(Self.isDown)
    stage.pass(.seconds(12 * 3600))
    #expect(await providers.error(in: "Berlin")?.code == .timedOut)
  }

  @Test func where_a_city_lies_is_known_for_weeks_without_the_search() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.play(Self.onlySearchIsDown)
    stage.pass(.seconds(10 * 86_400))
    let given = try await providers.weather(in: "Berlin")
    #expect(given.value.place.city == "Berlin" && !given.cached && !given.stale)
    #expect(await providers.error(in: "Hamburg")?.code == .timedOut)
  }

  @Test func an_unknown_city_is_asked_for_once_in_ten_minutes() async throws {
    stage.play([("/v1/search", { _ in .weather(#"{"generationtime_ms":0.31}"#) })])
    let providers = try stage.providers()
    for _ in 0..<3 {
      let error = await providers.error(in: "Xyzzy")
      #expect(error?.code == .unknown)
      #expect(error?.explanation == "Open-Meteo knows no place called \"Xyzzy\".")
    }
    #expect(stage.asked == ["search"])
    stage.pass(.seconds(600))
    _ = await providers.error(in: "Xyzzy")
    #expect(stage.asked == ["search", "search"])
  }

  @Test func what_stands_behind_a_comma_chooses_among_namesakes() async throws {
    let places = #"""
      {"results":[{"name":"Paris","latitude":48.85,"longitude":2.35,"country_code":"FR","admin1":"Île-de-France"},
       {"name":"Paris","latitude":33.66,"longitude":-95.56,"country_code":"US","admin1":"Texas"}]}
      """#
    stage.play([("/v1/search", { _ in .weather(places) }), ("/v1/forecast", { _ in .weather(Body.openMeteo) })])
    let providers = try stage.providers()
    #expect(try await providers.weather(in: "Paris").value.place.country == "FR")
    for typed in ["Paris,Texas", "Paris, US", "paris,tx"] {
      #expect(try await providers.weather(in: typed).value.place.region == "Texas")
    }
    #expect(await providers.error(in: "Paris, DE")?.explanation == "Open-Meteo knows no place called \"Paris, DE\".")
    #expect(stage.asked.filter { $0 == "forecast" }.count == 2)
  }

  @Test func a_name_with_hyphens_is_tried_with_spaces_too() async throws {
    stage.play([
      ("name=new-york", { _ in .weather(#"{"generationtime_ms":1}"#) }),
      ("name=new%20york", { _ in .weather(Body.openMeteoPlaces) }),
      ("/v1/forecast", { _ in .weather(Body.openMeteo) }),
    ])
    _ = try await stage.providers().weather(in: "new-york")
    #expect(stage.asked == ["search", "search", "forecast"])
  }

  @Test func after_the_limit_of_the_hour_nobody_asks_until_the_next() async throws {
    let limit = #"{"error":true,"reason":"Hourly API request limit exceeded. Please try again in the next hour."}"#
    stage.play([("/v1/search", { _ in .weather(Body.openMeteoPlaces) }), ("/", { _ in .weather(limit, 429) })])
    let providers = try stage.providers()
    #expect(await providers.error(in: "Berlin")?.retryAfter == .seconds(55 * 60))
    stage.pass(.seconds(54 * 60))
    #expect(await providers.error(in: "Berlin")?.retryAfter == .seconds(60))
    #expect(stage.asked == ["search", "forecast"])
    stage.pass(.seconds(60))
    stage.play(Self.works)
    #expect(await providers.error(in: "Berlin") == nil)
  }

  @Test func customers_have_hosts_of_their_own_and_their_key_is_never_shown() async throws {
    let stage = Stage(["PROVIDER": "open-meteo", "OPEN_METEO_API_KEY": "test-key"], Self.works)
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    let urls = stage.requests.map(\.url)
    #expect(urls.first?.hasPrefix("https://customer-geocoding-api.open-meteo.com/v1/search?") == true)
    #expect(urls.last?.hasPrefix("https://customer-api.open-meteo.com/v1/forecast?") == true)
    #expect(urls.allSatisfy { $0.hasSuffix("&apikey=test-key") })
    let refusal = #"{"error":true,"reason":"The supplied API key is invalid: test-key."}"#
    stage.play([("/", { _ in .weather(refusal, 400) })])
    let error = try #require(await providers.error(in: "Hamburg"))
    #expect(error.code == .refused)
    #expect(error.explanation.contains("OPEN_METEO_API_KEY"))
    #expect(!String(reflecting: error).contains("test-key"))
  }

  @Test func its_base_URLs_can_be_set() async throws {
    let stage = Stage(
      ["OPEN_METEO_BASE_URL": "http://127.0.0.1:1/a", "OPEN_METEO_GEOCODING_BASE_URL": "http://127.0.0.1:2/b/"],
      Self.works)
    _ = try await stage.providers().weather(in: "Berlin")
    let urls = stage.requests.map(\.url)
    #expect(urls.first?.hasPrefix("http://127.0.0.1:2/b/v1/search?") == true)
    #expect(urls.last?.hasPrefix("http://127.0.0.1:1/a/v1/forecast?") == true)
  }
}

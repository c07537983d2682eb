import Chassis
import Foundation
import HTTPClient
import Testing
import Upstream

@testable import Weather

@Suite struct OpenWeatherMapTests {
  private static let works = works(days: days)

  private static func works(days: String, _ status: Int = 200) -> Stage.Script {
    [
      ("/geo/1.0/direct", { _ in .weather(Body.openWeatherMapPlaces) }),
      ("/data/2.5/weather", { _ in .weather(Body.openWeatherMap) }),
      ("/data/2.5/forecast", { _ in .weather(days, status) }),
    ]
  }

  /// For the day of the stage.
  private static let days = Body.openWeatherMapForecast.replacing("1619719200", with: "1788080400")

  private let stage = Stage(["OPENWEATHERMAP_API_KEY": "test-key"], works)

  @Test func a_city_is_found_and_then_its_weather_and_its_days() async throws {
    let given = try await stage.providers().weather(in: "London")
    #expect(given.value.place.region == "England")
    #expect(given.value.temperature == 10.55)
    #expect(given.value.forecast.map(\.date.text) == ["2026-08-30"])
    #expect(given.source.attribution == "Weather data provided by OpenWeather")
    #expect(stage.asked == ["direct", "weather", "forecast"])
    #expect(stage.requests.allSatisfy { $0.url.hasPrefix("https://api.openweathermap.org/") })
    #expect(stage.requests.allSatisfy { $0.url.hasSuffix("appid=test-key") })
  }

  @Test func a_place_is_asked_for_once_in_ten_minutes() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "London")
    stage.pass(.seconds(599))
    #expect(try await providers.weather(in: "London, GB").cached)
    #expect(stage.asked.filter { $0 == "weather" }.count == 1)
    stage.pass(.seconds(1))
    #expect(try await !providers.weather(in: "London").cached)
    #expect(stage.asked.filter { $0 == "weather" }.count == 2)
  }

  @Test func without_a_forecast_there_is_still_the_weather() async throws {
    stage.play(Self.works.filter { $0.part != "/data/2.5/forecast" })
    let given = try await stage.providers().weather(in: "London")
    #expect(given.value.temperature == 10.55)
    #expect(given.value.forecast == [])
  }

  @Test func forecasts_that_fail_do_not_make_the_host_seem_down() async throws {
    stage.play(Self.works(days: "<html>", 503))
    let providers = try stage.providers()
    for city in ["London", "London, GB", "London, CA", "london, ontario", "london, england", "LONDON, UK"] {
      #expect(try await providers.weather(in: city).value.temperature == 10.55)
      stage.pass(.seconds(600))
    }
    #expect(stage.asked.filter { $0 == "forecast" }.count == 6)
  }

  @Test func what_has_too_many_calls_for_the_days_rests_for_all_calls() async throws {
    stage.play(Self.works(days: #"{"cod":429}"#, 429))
    let providers = try stage.providers()
    #expect(try await providers.weather(in: "London").value.forecast == [])
    #expect(await providers.error(in: "London, CA")?.retryAfter == .seconds(60))
  }

  @Test func where_the_weather_now_cannot_be_had_the_days_are_not_asked_for() async throws {
    stage.play(Self.works.filter { $0.part != "/data/2.5/weather" })
    #expect(await (try stage.providers()).error(in: "London")?.code == .unavailable)
    #expect(!stage.asked.contains("forecast"))
  }

  @Test func the_search_is_asked_with_codes_until_it_finds_the_one_that_is_meant() async throws {
    let ontario = #"[{"name":"London","lat":42.98,"lon":-81.24,"country":"CA","state":"Ontario"}]"#
    let search: Stage.Script = [
      ("q=London%2CCA&", { _ in .weather(ontario) }), ("q=London", { _ in .weather("[]") }),
    ]
    stage.play(search + Self.works.dropFirst())
    #expect(try await stage.providers().weather(in: "London, ON").value.place.region == "Ontario")
    #expect(await (try stage.providers()).error(in: "London, DE")?.code == .unknown)
  }

  @Test(arguments: OpenWeatherMap.keys)
  func the_key_may_stand_in_several_settings_and_a_refusal_names_the_one(setting: String) async throws {
    let stage = Stage([setting: "test-key"], [("/", { _ in .weather(#"{"cod":401,"message":"test-key"}"#, 401) })])
    let error = try #require(await (try stage.providers()).error(in: "London"))
    #expect(error.code == .refused)
    #expect(error.explanation.contains(" \(setting):"))
    #expect(!String(reflecting: error).contains("test-key"))
    #expect(stage.asked == ["direct"])
  }

  @Test func without_a_key_the_service_does_not_start() {
    let error = #expect(throws: ConfigurationError.self) {
      try Stage(["PROVIDER": "openweathermap"], []).providers()
    }
    #expect(error?.description.contains("OPENWEATHERMAP_API_KEY is not set") == true)
  }

  @Test func after_too_many_calls_it_rests_for_a_minute() async throws {
    stage.play([("/", { _ in .weather(#"{"cod":429,"message":"blocked"}"#, 429) })])
    let providers = try stage.providers()
    #expect(await providers.error(in: "London")?.retryAfter == .seconds(60))
    stage.pass(.seconds(20))
    #expect(await providers.error(in: "Paris")?.retryAfter == .seconds(40))
    #expect(stage.asked == ["direct"])
  }

  @Test func trouble_on_the_way_shows_no_key() async throws {
    let providers = try stage.providers()
    for code in [ClientError.Code.timeout, .tls, .protocolError, .bodyTooLarge] {
      stage.play([("/", { _ in throw ClientError(code, "trouble with api.openweathermap.org:443") })])
      let error = try #require(await providers.error(in: "London"))
      #expect(!String(reflecting: error).contains("test-key"))
    }
  }
}

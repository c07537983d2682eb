import Chassis
import Foundation
import HTTPClient
import HTTPTypes
import Testing
import Upstream

@testable import Weather

@Suite struct METNorwayTests {
  private static let modified = "Sun, 30 Aug 2026 06:41:07 GMT"
  private static let search: Stage.Script.Element = ("/v1/search", { _ in .weather(Body.openMeteoPlaces) })

  /// Every hour from 07:00 on, a degree more each, for a day.
  private static let series: String = {
    let steps = (7..<31).map { hour in
      let time = Date(utc: "2026-08-30T00:00:00Z").addingTimeInterval(Double(hour) * 3600).ISO8601Format()
      return #"{"time":"\#(time)","data":{"instant":{"details":{"air_temperature":\#(hour)}}}}"#
    }
    return #"{"properties":{"timeseries":[\#(steps.joined(separator: ","))]}}"#
  }()

  private static func fields(expires: String) -> HTTPFields { [.expires: expires, .lastModified: modified] }

  private static let works: Stage.Script = [
    search,
    ("/compact", { _ in .weather(series, 200, fields(expires: "Sun, 30 Aug 2026 08:35:00 GMT")) }),
  ]

  private let stage = Stage(["PROVIDER": "met-norway", "MET_NORWAY_CONTACT": "ops@example.com"], works)

  @Test func it_is_told_who_calls_and_asked_with_four_decimals() async throws {
    let given = try await stage.providers().weather(in: "Berlin")
    #expect(given.value.temperature == 7)
    #expect(given.value.place == .berlin)
    #expect(given.source.attribution.hasPrefix("Data from MET Norway"))
    let request = try #require(stage.requests.last)
    #expect(
      request.url == "https://api.met.no/weatherapi/locationforecast/2.0/compact?lat=52.5244&lon=13.4105")
    #expect(request.fields[.userAgent] == "ecs-service-discovery/1.0 (ops@example.com)")
    #expect(request.fields[.ifModifiedSince] == nil)
  }

  @Test func until_it_expires_it_is_not_asked_and_the_weather_goes_on_with_the_hours() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.pass(.seconds(89 * 60))
    let given = try await providers.weather(in: "Berlin")
    #expect(given.cached && !given.stale)
    #expect(given.value.temperature == 8)
    #expect(given.value.asOf == Date(utc: "2026-08-30T08:00:00Z"))
    #expect(stage.asked == ["search", "compact"])
  }

  @Test func what_has_not_changed_is_not_sent_again() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.pass(.seconds(91 * 60))
    stage.play([
      Self.search,
      (
        "/compact",
        { request in
          guard request.fields[.ifModifiedSince] == Self.modified else { return .weather("{}", 500) }
          return .weather("", 304, [.expires: "Sun, 30 Aug 2026 09:35:00 GMT"])
        }
      ),
    ])
    let given = try await providers.weather(in: "Berlin")
    #expect(!given.cached && !given.stale)
    #expect(given.value.temperature == 8)
    #expect(given.fetchedAt == Date(utc: "2026-08-30T08:36:00Z"))
    // It is fresh as long as the new date says, and the old validator still holds.
    stage.pass(.seconds(58 * 60))
    #expect(try await providers.weather(in: "Berlin").cached)
    stage.pass(.seconds(2 * 60))
    #expect(try await providers.weather(in: "Berlin").value.temperature == 9)
    #expect(stage.asked == ["search", "compact", "compact", "compact"])
  }

  @Test func nothing_kept_and_nothing_changed_cannot_be() async throws {
    stage.play([Self.search, ("/compact", { _ in .weather("", 304) })])
    #expect(await (try stage.providers()).error(in: "Berlin")?.code == .unavailable)
  }

  @Test func while_it_is_down_the_old_forecast_goes_on_telling_the_weather() async throws {
    let providers = try stage.providers()
    _ = try await providers.weather(in: "Berlin")
    stage.play([Self.search, ("/compact", { _ in throw ClientError(.timeout, "slow") })])
    stage.pass(.seconds(3 * 3600))
    let given = try await providers.weather(in: "Berlin")
    #expect(given.cached && given.stale)
    #expect(given.value.temperature == 10)
  }

  @Test func a_deprecated_product_still_answers() async throws {
    stage.play([Self.search, ("/compact", { _ in .weather(Self.series, 203) })])
    #expect(try await stage.providers().weather(in: "Berlin").value.temperature == 7)
  }

  @Test func a_refusal_says_what_to_set() async throws {
    stage.play([Self.search, ("/compact", { _ in .weather("403 Forbidden", 403) })])
    let error = await (try stage.providers()).error(in: "Berlin")
    #expect(error?.code == .refused)
    #expect(error?.explanation.contains("MET_NORWAY_CONTACT") == true)
  }
}

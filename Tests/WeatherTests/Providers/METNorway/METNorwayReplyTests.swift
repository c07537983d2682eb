import Chassis
import Foundation
import HTTPTypes
import Testing
import Upstream

@testable import Weather

@Suite struct METNorwayReplyTests {
  private static let oslo = CityWeather.Place(
    city: "Oslo", country: "NO", coordinates: CityWeather.Coordinates(latitude: 59.9127, longitude: 10.7461),
    timezone: "Europe/Oslo")

  private func weather(at now: String) throws -> CityWeather {
    let series = try #require(try METNorwayReply.series(from: .with(Body.metNorway)))
    return series.weather(at: Date(utc: now), in: Self.oslo)
  }

  @Test func the_weather_now_is_that_of_the_latest_time_not_in_the_future() throws {
    let weather = try weather(at: "2026-10-01T11:59:59Z")
    #expect(weather.place == Self.oslo)
    #expect(weather.asOf == Date(utc: "2026-10-01T11:00:00Z"))
    #expect(weather.temperature == 11.5)
    #expect(weather.condition?.code == 2)
    #expect(weather.humidity == 70)
    #expect(weather.wind == CityWeather.Wind(speed: 3.1, direction: 210))
    #expect(try self.weather(at: "2026-10-01T10:59:00Z").temperature == 10.4)
  }

  @Test(arguments: [("2026-10-01T09:00:00Z", 10.4), ("2026-12-24T18:00:00Z", 9.0)])
  func before_and_after_the_series_its_ends_hold(now: String, degrees: Double) throws {
    #expect(try weather(at: now).temperature == degrees)
  }

  @Test func the_days_are_made_of_what_is_to_come() throws {
    let days = try weather(at: "2026-10-01T11:30:00Z").forecast
    #expect(days.map(\.date.text) == ["2026-10-01", "2026-10-02"])
    #expect(days.map(\.min) == [11.5, 9.0])
    #expect(days.map(\.condition?.code) == [3, nil])
  }

  @Test(
    arguments: [
      (400, .unavailable), (401, .refused), (403, .refused), (404, .unavailable), (422, .unknown), (429, .throttled),
      (500, .unavailable), (502, .unavailable), (503, .unavailable), (204, .unavailable),
    ] as [(Int, ProviderError.Code)])
  func an_error_is_told_by_its_status(status: Int, code: ProviderError.Code) {
    let error = fault { () throws(ProviderError) in
      try METNorwayReply.series(from: .with("<html>Forbidden</html>", status: status))
    }
    #expect(error?.code == code)
    #expect(error?.detail?.hasPrefix("MET Norway ") == true)
    if code == .refused { #expect(error?.detail?.contains("MET_NORWAY_CONTACT") == true) }
  }

  @Test func a_Retry_After_is_honoured() {
    let error = fault { () throws(ProviderError) in
      try METNorwayReply.series(from: .with("", status: 429, fields: [.retryAfter: "30"]))
    }
    #expect(error?.retryAfter == .seconds(30))
  }

  @Test func what_has_not_changed_has_no_body_and_what_is_deprecated_is_an_answer() throws {
    #expect(try METNorwayReply.series(from: .with("", status: 304)) == nil)
    #expect(try METNorwayReply.series(from: .with(Body.metNorway, status: 203)) != nil)
  }

  @Test(arguments: [
    "{}", #"{"properties":{}}"#, #"{"properties":{"timeseries":[]}}"#, #"{"properties":{"timeseries":[{}]}}"#,
    #"{"properties":{"timeseries":[{"time":"soon","data":{"instant":{"details":{"air_temperature":1}}}}]}}"#,
    #"{"properties":{"timeseries":[{"time":"2026-10-01T10:00:00Z","data":{}}]}}"#,
  ])
  func a_series_without_an_entry_cannot_be_used(body: String) {
    let error = fault { () throws(ProviderError) in try METNorwayReply.series(from: .with(body)) }
    #expect(error?.code == .unavailable)
  }

  @Test func an_endless_series_is_cut() throws {
    let steps = (0..<600).map { index in
      let time = Date(utc: "2026-10-01T00:00:00Z").addingTimeInterval(Double(index) * 3600).ISO8601Format()
      return #"{"time":"\#(time)","data":{"instant":{"details":{"air_temperature":1}}}}"#
    }
    let body = #"{"properties":{"timeseries":[\#(steps.joined(separator: ","))]}}"#
    let series = try #require(try METNorwayReply.series(from: .with(body)))
    let last = series.weather(at: Date(utc: "2027-01-01T00:00:00Z"), in: Self.oslo)
    #expect(last.asOf == Date(utc: "2026-10-01T00:00:00Z").addingTimeInterval(499 * 3600))
  }

  @Test(
    arguments: [
      ("Sun, 30 Aug 2026 07:35:00 GMT", 1800), ("Sun, 30 Aug 2026 07:05:01 GMT", 60),
      ("Sun, 30 Aug 2020 07:05:00 GMT", 60), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400), ("0", nil), (nil, nil),
    ] as [(String?, Int?)])
  func it_is_fresh_until_Expires(text: String?, seconds: Int?) {
    var fields = HTTPFields()
    fields[.expires] = text
    #expect(METNorwayReply.freshness(of: .with("", fields: fields)) == seconds.map { .seconds($0) })
  }

  @Test func it_is_asked_for_with_four_decimals_and_the_very_date_of_what_is_kept() {
    let coordinates = CityWeather.Coordinates(latitude: 59.91273, longitude: 10.746091)
    let first = METNorwayReply.request(at: coordinates, kept: nil)
    #expect(first.path == "/weatherapi/locationforecast/2.0/compact")
    #expect(first.query.map { "\($0.name)=\($0.value)" } == ["lat=59.9127", "lon=10.7461"])
    #expect(first.fields[.ifModifiedSince] == nil)
    let date = "Thu, 01 Oct 2026 10:12:13 GMT"
    #expect(METNorwayReply.request(at: coordinates, kept: date).fields[.ifModifiedSince] == date)
  }
}

import Chassis
import Foundation
import Testing
import Upstream

@testable import Weather

@Suite struct OpenWeatherMapReplyTests {
  /// 29 April 2021, 16:35:27 UTC.
  private static let taken = "2021-04-29T16:35:27Z"

  private func now(_ body: String) throws(ProviderError) -> CityWeather {
    try OpenWeatherMapReply.weather(from: .with(body, at: Self.taken), in: .berlin, keyIn: "KEY")
  }

  private func days(_ body: String) throws(ProviderError) -> [CityWeather.Day] {
    try OpenWeatherMapReply.days(from: .with(body, at: Self.taken), keyIn: "KEY")
  }

  @Test func the_weather_now_is_read() throws {
    let weather = try now(Body.openWeatherMap)
    #expect(weather.place == .berlin)
    #expect(weather.temperature == 10.55)
    #expect(weather.condition?.code == 3)
    #expect(weather.humidity == 50)
    #expect(weather.wind == CityWeather.Wind(speed: 4.6, direction: 340))
    #expect(weather.asOf == Date(utc: Self.taken))
    #expect(weather.forecast == [])
  }

  @Test func at_sea_the_name_the_country_and_most_values_are_missing() throws {
    let weather = try now(
      #"{"coord":{"lon":0,"lat":0},"weather":[],"main":{"temp":26.1},"dt":1619714127,"sys":{},"name":"","cod":200}"#)
    #expect(weather.temperature == 26.1)
    #expect(weather.condition == nil && weather.humidity == nil && weather.wind == nil)
  }

  @Test(arguments: [
    ("\"dt\":1619714127", "\"dt\":null"), ("\"dt\":1619714127", "\"dt\":1e300"), ("\"dt\":1619714127,", ""),
    ("\"main\":{", "\"main\":[{"), ("\"weather\":[", "\"weather\":["), ("\"cod\":200", "\"cod\":500"),
  ])
  func a_reply_of_another_shape_cannot_be_used(part: String, other: String) {
    let body = part == other ? #"{"dt":1619714127,"cod":200}"# : Body.openWeatherMap.replacing(part, with: other)
    #expect(fault { () throws(ProviderError) in try now(body) }?.code == .unavailable)
  }

  @Test func the_days_to_come_are_those_of_the_place() throws {
    let days = try days(Body.openWeatherMapForecast)
    #expect(days.map(\.date.text) == ["2021-04-29", "2021-04-30"])
    #expect(days.map(\.min) == [6.5, 12.0])
    #expect(days.map(\.max) == [9.9, 12.4])
    #expect(days.map(\.condition?.code) == [61, 0])
    let east = Body.openWeatherMapForecast.replacing("\"timezone\":3600", with: "\"timezone\":14400")
    #expect(try self.days(east).map(\.min) == [9.1, 6.5])
  }

  @Test(arguments: [
    #"{"cod":"200"}"#, #"{"cod":"200","list":[]}"#, #"{"cod":"200","list":[],"city":{"timezone":1e9}}"#, "[]", "",
    #"{"cod":"500","list":[],"city":{"timezone":0}}"#,
  ])
  func without_a_list_or_an_offset_there_is_no_forecast(body: String) {
    #expect(fault { () throws(ProviderError) in try days(body) }?.code == .unavailable)
  }

  @Test func it_is_asked_for_by_coordinates_and_in_metric_units() {
    let coordinates = CityWeather.Place.berlin.coordinates
    let request = OpenWeatherMapReply.request("/data/2.5/weather", at: coordinates, key: Secret("test-key"))
    #expect(request.path == "/data/2.5/weather")
    #expect(
      request.query.map { "\($0.name)=\($0.value)" }
        == ["lat=52.5244", "lon=13.4105", "units=metric", "lang=en", "appid=test-key"])
  }
}

import Chassis
import Foundation
import Testing
import Upstream

@testable import Weather

@Suite struct OpenMeteoForecastReplyTests {
  private func read(
    _ body: String, at date: String = "2026-08-30T07:05:00Z"
  ) throws(ProviderError) -> (weather: CityWeather, freshFor: Duration) {
    try OpenMeteoForecastReply.weather(from: .with(body, at: date), in: .berlin)
  }

  @Test func the_weather_now_and_by_day_is_read() throws {
    let weather = try read(Body.openMeteo).weather
    #expect(weather.place == .berlin)
    #expect(weather.temperature == 21.3)
    #expect(weather.condition?.text == "overcast")
    #expect(weather.humidity == 54)
    #expect(weather.wind == CityWeather.Wind(speed: 3.1, direction: 256))
    #expect(weather.forecast.map(\.date.text) == ["2026-08-30", "2026-08-31"])
    #expect(weather.forecast.map(\.min) == [14.2, nil])
    #expect(weather.forecast.map(\.max) == [23.4, 21.0])
    #expect(weather.forecast.map(\.condition?.code) == [61, nil])
  }

  @Test func times_are_local_and_their_offset_stands_apart() throws {
    #expect(try read(Body.openMeteo).weather.asOf == Date(utc: "2026-08-30T07:00:00Z"))
    let west = Body.openMeteo.replacing("7200", with: "-12600")
    #expect(try read(west).weather.asOf == Date(utc: "2026-08-30T12:30:00Z"))
  }

  @Test func the_zone_is_that_of_the_reply() throws {
    let utc = Body.openMeteo.replacing("Europe/Berlin", with: "Africa/Abidjan")
    #expect(try read(utc).weather.place.timezone == "Africa/Abidjan")
    let without = Body.openMeteo.replacing(#""timezone":"#, with: #""tz":"#)
    #expect(try read(without).weather.place.timezone == "Europe/Berlin")
  }

  @Test(arguments: ["temperature_2m", "relative_humidity_2m", "weather_code", "wind_speed_10m", "wind_direction_10m"])
  func a_value_may_be_null(name: String) throws {
    let value = try #require(Body.openMeteo.firstMatch(of: try Regex(#""\#(name)":[0-9.]+"#)))
    let now = try read(Body.openMeteo.replacingCharacters(in: value.range, with: #""\#(name)":null"#)).weather
    let unknown = [
      "temperature_2m": now.temperature == nil, "relative_humidity_2m": now.humidity == nil,
      "weather_code": now.condition == nil, "wind_speed_10m": now.wind == nil,
      "wind_direction_10m": now.wind?.direction == nil,
    ]
    #expect(unknown.filter(\.value).keys.contains(name))
  }

  @Test(arguments: [
    ("2026-08-30T07:00:00Z", 900), ("2026-08-30T07:05:00Z", 600), ("2026-08-30T07:14:30Z", 60),
    ("2026-08-30T09:00:00Z", 60), ("2026-08-30T05:00:00Z", 900),
  ])
  func it_is_fresh_until_the_next_step_of_the_data(at date: String, seconds: Int) throws {
    #expect(try read(Body.openMeteo, at: date).freshFor == .seconds(seconds))
  }

  @Test(arguments: ["0", "-1", "1e300", "\"x\"", "null"])
  func an_absurd_interval_is_a_quarter_of_an_hour(interval: String) throws {
    let body = Body.openMeteo.replacing("\"interval\":900", with: "\"interval\":\(interval)")
    #expect(try read(body).freshFor == .seconds(600))
  }

  @Test(arguments: [
    (#""current":"#, #""then":"#), (#""time":"2026-08-30T09:00""#, #""time":null"#),
    (#""time":"2026-08-30T09:00""#, #""time":"soon""#), (#""utc_offset_seconds":7200"#, #""utc_offset_seconds":1e9"#),
    (#""utc_offset_seconds":7200,"#, ""),
  ])
  func without_a_time_it_cannot_be_used(part: String, other: String) {
    let error = fault { () throws(ProviderError) in try read(Body.openMeteo.replacing(part, with: other)) }
    #expect(error?.code == .unavailable)
  }

  @Test func without_a_single_value_it_cannot_be_used() {
    let empty = #"{"utc_offset_seconds":0,"current":{"time":"2026-08-30T09:00","temperature_2m":null}}"#
    #expect(fault { () throws(ProviderError) in try read(empty) }?.code == .unavailable)
  }

  @Test func there_may_be_no_days_or_fewer_values_than_days() throws {
    #expect(try read(Body.openMeteo.replacing(#""daily":"#, with: #""x":"#)).weather.forecast == [])
    let short = Body.openMeteo.replacing("[23.4,21.0]", with: "[]").replacing("2026-08-31", with: "31 August")
    let days = try read(short).weather.forecast
    #expect(days.map(\.date.text) == ["2026-08-30"])
    #expect(days.first?.max == nil && days.first?.min == 14.2)
  }

  @Test func it_is_asked_for_in_metric_units_and_the_time_of_the_place() {
    let query = OpenMeteoForecastReply.request(at: CityWeather.Place.berlin.coordinates, key: nil).query
    let values = Dictionary(uniqueKeysWithValues: query.map { ($0.name, $0.value) })
    #expect(values["latitude"] == "52.5244" && values["longitude"] == "13.4105")
    #expect(
      values["current"] == "temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m,wind_direction_10m")
    #expect(values["daily"] == "weather_code,temperature_2m_min,temperature_2m_max")
    #expect(values["timezone"] == "auto" && values["wind_speed_unit"] == "ms" && values["forecast_days"] == "5")
    #expect(values["apikey"] == nil)
    let paid = OpenMeteoForecastReply.request(at: CityWeather.Place.berlin.coordinates, key: Secret("test-key"))
    #expect(paid.query.last?.value == "test-key")
  }
}

import Chassis
import Testing

@testable import Weather

@Suite struct SampleClimateTests {
  private let oslo = SampleClimate(at: CityWeather.Coordinates(latitude: 59.91, longitude: 10.75))
  private let capeTown = SampleClimate(at: CityWeather.Coordinates(latitude: -33.93, longitude: 18.42))
  private let singapore = SampleClimate(at: CityWeather.Coordinates(latitude: 1.29, longitude: 103.85))

  /// A week around the middle of January and of July 2026.
  private let january = (20_465..<20_472).map(CalendarDay.init)
  private let july = (20_646..<20_653).map(CalendarDay.init)

  private func mean(_ climate: SampleClimate, _ days: [CalendarDay]) -> Double {
    days.map(climate.temperature).reduce(0, +) / Double(days.count)
  }

  @Test func summer_is_in_July_in_the_north_and_in_January_in_the_south() {
    #expect(mean(oslo, july) > mean(oslo, january) + 15)
    #expect(mean(capeTown, january) > mean(capeTown, july) + 5)
    #expect(abs(mean(singapore, january) - mean(singapore, july)) < 6)
  }

  @Test func the_tropics_are_warm_and_the_north_is_cold_in_winter() {
    #expect(mean(singapore, january) > 22)
    #expect(mean(oslo, january) < 0)
  }

  @Test func snow_falls_in_the_cold_only_and_rain_in_the_warmth_only() {
    let snow = [71, 73, 75, 77, 85, 86]
    let rain = [51, 53, 61, 63, 65, 80, 81, 95]
    for day in (20_000..<21_000).map(CalendarDay.init) {
      let code = oslo.condition(on: day).code
      if snow.contains(code) { #expect(oslo.temperature(on: day) < 1) }
      if rain.contains(code) { #expect(oslo.temperature(on: day) >= 1) }
    }
  }

  @Test func figures_stay_in_their_range_and_vary() throws {
    let days = (20_000..<20_400).map(CalendarDay.init)
    for day in days {
      let forecast = oslo.forecast(on: day)
      let mean = oslo.temperature(on: day)
      #expect(try #require(forecast.min) < mean && mean < #require(forecast.max))
      #expect((0...100).contains(oslo.humidity(on: day)))
      #expect((0...20).contains(oslo.wind(on: day).speed))
      #expect((0...359).contains(try #require(oslo.wind(on: day).direction)))
    }
    #expect(Set(days.map { oslo.condition(on: $0) }).count > 10)
    #expect(Set(days.map { oslo.wind(on: $0).direction }).count > 200)
  }
}

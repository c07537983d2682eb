import Testing

@testable import Weather

@Suite struct PlausibleWeatherTests {
  private static let absurd: [Double?] = [nil, .nan, .infinity, -.infinity, 1e300, -1e300, 1e15, -9_999]

  @Test(arguments: absurd)
  func what_cannot_be_true_is_not_known(sent: Double?) {
    #expect(PlausibleWeather.celsius(sent) == nil)
    #expect(PlausibleWeather.humidity(sent) == nil)
    #expect(PlausibleWeather.wind(speed: sent, direction: 1) == nil)
    #expect(PlausibleWeather.wind(speed: 1, direction: sent) == CityWeather.Wind(speed: 1, direction: nil))
    #expect(PlausibleWeather.coordinates(latitude: sent, longitude: 0) == nil)
    #expect(PlausibleWeather.coordinates(latitude: 0, longitude: sent) == nil)
    #expect(PlausibleWeather.condition(sent) == nil)
    #expect(PlausibleWeather.offset(sent == -9_999 ? nil : sent) == nil)
  }

  @Test func what_is_out_of_range_by_a_little_is_brought_into_it() {
    #expect(PlausibleWeather.humidity(100.4) == 100)
    #expect(PlausibleWeather.humidity(70.5) == 71)
    #expect(PlausibleWeather.wind(speed: 3.14159, direction: 359.7) == CityWeather.Wind(speed: 3.1, direction: 0))
    #expect(PlausibleWeather.wind(speed: 0, direction: 360) == CityWeather.Wind(speed: 0, direction: 0))
  }

  @Test(
    arguments: [("de", "DE"), ("US", "US"), ("USA", nil), ("", nil), ("1A", nil), ("Ä", nil), (nil, nil)]
      as [(String?, String?)])
  func a_country_is_a_code_of_two_letters(sent: String?, code: String?) {
    #expect(PlausibleWeather.country(sent) == code)
  }
}

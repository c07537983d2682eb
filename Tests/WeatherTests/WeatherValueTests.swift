import Chassis
import Testing

@testable import Weather

@Suite struct WeatherValueTests {
  @Test func all_codes_that_services_send_have_a_text() {
    let codes = [
      0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 18, 19, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 68, 69, 71, 73, 75, 77,
      80, 81, 82, 83, 84, 85, 86, 95, 96, 99,
    ]
    #expect(WeatherCondition.codes == codes)
    #expect(Set(codes.compactMap { WeatherCondition(code: $0)?.text }).count == codes.count)
    #expect(WeatherCondition(code: 3)?.text == "overcast")
    #expect(WeatherCondition(code: 9) == nil)
  }

  @Test(arguments: [(0.0, 0.0, 32.0), (100.0, 100.0, 212.0), (-40.0, -40.0, -40.0), (21.37, 21.4, 70.5)])
  func temperatures_have_one_decimal_in_either_scale(celsius: Double, inC: Double, inF: Double) {
    #expect(TemperatureScale.celsius.degrees(celsius) == inC)
    #expect(TemperatureScale.fahrenheit.degrees(celsius) == inF)
  }

  @Test(
    arguments: [(nil, .celsius), ("C", .celsius), ("F", .fahrenheit), ("f", .fahrenheit)]
      as [(String?, TemperatureScale)])
  func TEMP_SCALE_chooses_the_scale(setting: String?, scale: TemperatureScale) throws {
    let settings = Settings(environment: setting.map { ["TEMP_SCALE": $0] } ?? [:])
    #expect(try TemperatureScale(settings) == scale)
  }

  @Test func another_scale_is_a_configuration_error() {
    let error = #expect(throws: ConfigurationError.self) {
      try TemperatureScale(Settings(environment: ["TEMP_SCALE": "K"]))
    }
    #expect(error?.description == "TEMP_SCALE is \"K\": it must be C or F")
  }
}

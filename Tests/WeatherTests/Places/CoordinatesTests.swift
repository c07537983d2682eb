import Testing

@testable import Weather

@Suite struct CoordinatesTests {
  @Test(arguments: [
    (52.52437, "52.5244"), (-0.12574, "-0.1257"), (0.0, "0.0"), (-0.00001, "0.0"), (0.00005, "0.0001"),
    (0.00012, "0.0001"), (90.0, "90.0"), (-33.9, "-33.9"), (0.1 + 0.2, "0.3"),
  ])
  func they_are_written_with_at_most_four_decimals_and_never_with_an_exponent(degrees: Double, text: String) {
    let coordinates = CityWeather.Coordinates(latitude: degrees, longitude: degrees)
    #expect(coordinates.texts.latitude == text)
    #expect(coordinates.texts.longitude == text)
    #expect(coordinates.rounded.texts == coordinates.texts)
  }

  @Test(arguments: [(0.0, 0), (7.4, 0), (10.75, 3600), (-74.0, -18_000), (180.0, 43_200), (-180.0, -43_200)])
  func local_time_by_the_sun_moves_an_hour_every_fifteen_degrees(longitude: Double, seconds: Int) {
    #expect(CityWeather.Coordinates(latitude: 0, longitude: longitude).solarOffset == seconds)
  }
}

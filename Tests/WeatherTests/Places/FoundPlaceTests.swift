import Chassis
import Testing

@testable import Weather

@Suite struct FoundPlaceTests {
  private static let portland = FoundPlace(
    CityWeather.Place(
      city: "Portland", region: "Maine", country: "US",
      coordinates: CityWeather.Coordinates(latitude: 43.66, longitude: -70.26)), areas: ["Cumberland"])

  @Test(arguments: [
    ("Portland", true), ("Portland, me", true), ("Portland, Maine", true), ("Portland, US", true),
    ("Portland, USA", true), ("Portland, United States", true), ("Portland, Maine, US", true),
    ("Portland, Cumberland", true), ("Portland, OR", false), ("Portland, GB", false), ("Portland, ME, CA", false),
  ])
  func a_place_matches_all_that_its_country_and_areas_are_called(typed: String, matches: Bool) throws {
    #expect(try Self.portland.matches(CityQuery(typed)) == matches)
  }

  @Test func of_several_the_first_that_matches_is_meant() throws {
    var other = Self.portland.place
    other.region = "Oregon"
    let found = [FoundPlace(other), Self.portland]
    #expect(try found.best(for: CityQuery("Portland"))?.region == "Oregon")
    #expect(try found.best(for: CityQuery("Portland,ME"))?.region == "Maine")
    #expect(try found.best(for: CityQuery("Portland,TX")) == nil)
  }

  @Test func at_sea_there_is_nothing_but_the_name() throws {
    let place = FoundPlace(
      CityWeather.Place(city: "Nowhere", coordinates: CityWeather.Coordinates(latitude: 0, longitude: 0)))
    #expect(try place.matches(CityQuery("Nowhere")))
    #expect(try !place.matches(CityQuery("Nowhere,US")))
  }
}

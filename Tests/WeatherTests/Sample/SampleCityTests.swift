import Chassis
import Testing

@testable import Weather

@Suite struct SampleCityTests {
  private let record = SampleCity.Record(
    city: "Portland", aliases: nil, region: "Maine", regionCode: "ME", country: "US", countryName: "United States",
    latitude: 43.66147, longitude: -70.25533, timezone: "America/New_York")

  @Test(arguments: [
    ("portland", true), ("Portland, me", true), ("Portland, Maine, US", true), ("portland, united states", true),
    ("Portland, OR", false), ("Port", false), ("Portland, ME, CA", false),
  ])
  func a_city_matches_its_name_and_all_that_is_told_of_it(typed: String, matches: Bool) throws {
    #expect(try SampleCity(record).matches(CityQuery(typed)) == matches)
  }

  private func fault(_ change: (inout SampleCity.Record) -> Void) -> String? {
    var record = record
    change(&record)
    return #expect(throws: InvalidRecord.self) { try SampleCity(record) }?.description
  }

  @Test func a_broken_record_is_refused() {
    #expect(fault { $0.city = "-" }?.contains("empty name") == true)
    #expect(fault { $0.aliases = [""] }?.contains("empty name") == true)
    #expect(fault { $0.country = "usa" }?.contains("two capital letters") == true)
    #expect(fault { $0.latitude = 90.1 }?.contains("earth") == true)
    #expect(fault { $0.longitude = -181 }?.contains("earth") == true)
    #expect(fault { $0.timezone = "" }?.contains("time zone") == true)
  }
}

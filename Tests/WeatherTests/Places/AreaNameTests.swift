import Chassis
import Testing

@testable import Weather

@Suite struct AreaNameTests {
  @Test(
    arguments: [
      ("FR", "FR"), ("france", "FR"), ("UK", "GB"), ("great britain", "GB"), ("usa", "US"), ("Côte d'Ivoire", "CI"),
      ("cote divoire", "CI"), ("Bosnia and Herzegovina", "BA"), ("XX", nil), ("Texas", nil), ("", nil),
    ] as [(String, String?)])
  func a_country_is_known_by_its_code_and_its_names(typed: String, code: String?) {
    #expect(CountryName.code(FoldedText(typed)) == code)
  }

  @Test func every_country_is_known_by_its_own_code() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let pairs = letters.flatMap { first in letters.map { "\(first)\($0)" } }
    let codes = pairs.filter { !CountryName.names(of: $0).isEmpty }
    #expect(codes.count == 247)
    for code in codes {
      #expect(CountryName.code(FoldedText(code)) == code)
      for name in CountryName.names(of: code) { #expect(CountryName.code(FoldedText(name)) == code) }
    }
  }

  @Test(arguments: [
    ("ME", ["US Maine"]), ("new york", ["US New York"]), ("WA", ["US Washington", "AU Western Australia"]),
    ("québec", ["CA Quebec"]), ("nsw", ["AU New South Wales"]), ("Bavaria", []),
  ])
  func a_region_is_known_by_its_code_and_its_name(typed: String, regions: [String]) {
    #expect(RegionName.all(FoldedText(typed)).map { "\($0.country) \($0.name)" } == regions)
  }

  @Test func the_code_of_a_region_depends_on_the_country() {
    #expect(RegionName.code(of: "Georgia", in: "US") == "GA")
    #expect(RegionName.code(of: "Georgia", in: "CA") == nil)
    #expect(RegionName.code(of: "Québec", in: "CA") == "QC")
  }
}

import Testing

@testable import Weather

@Suite struct METNorwaySymbolTests {
  @Test(
    arguments: [
      ("clearsky_day", 0), ("clearsky_polartwilight", 0), ("fair_night", 1), ("partlycloudy_day", 2), ("cloudy", 3),
      ("fog", 45), ("rain", 63), ("heavyrainshowers_night", 82), ("lightsleet", 68), ("snowshowers_day", 86),
      ("lightssleetshowersandthunder_day", 95), ("heavyrainandthunder", 95), ("CLOUDY", nil), ("hail", nil), ("", nil),
      ("_day", nil), (nil, nil),
    ] as [(String?, Int?)])
  func a_symbol_has_its_WMO_code_by_day_and_by_night(symbol: String?, code: Int?) {
    #expect(METNorwaySymbol.condition(symbol)?.code == code)
  }

  @Test func every_documented_symbol_has_a_code() {
    let falling = ["rain", "sleet", "snow"].flatMap { kind in
      ["light", "", "heavy"].flatMap { strength in
        ["", "showers"].flatMap { ["\(strength)\(kind)\($0)", "\(strength)\(kind)\($0)andthunder"] }
      }
    }
    for symbol in ["clearsky", "fair", "partlycloudy", "cloudy", "fog"] + falling {
      #expect(METNorwaySymbol.condition(symbol) != nil, "\(symbol)")
    }
  }
}

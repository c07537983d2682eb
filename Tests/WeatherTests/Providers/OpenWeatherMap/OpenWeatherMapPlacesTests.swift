import Chassis
import Testing
import Upstream

@testable import Weather

@Suite struct OpenWeatherMapPlacesTests {
  private func read(_ body: String) throws(ProviderError) -> [FoundPlace] {
    try OpenWeatherMapPlacesReply.places(from: .with(body), keyIn: "KEY")
  }

  @Test func places_are_read_in_their_order() throws {
    let places = try read(Body.openWeatherMapPlaces).map(\.place)
    #expect(places.map(\.city) == ["London", "London"])
    #expect(places.map(\.region) == ["England", "Ontario"])
    #expect(places.map(\.country) == ["GB", "CA"])
    #expect(places.first?.coordinates == CityWeather.Coordinates(latitude: 51.5073, longitude: -0.1276))
    #expect(places.first?.timezone == .some(nil))
  }

  @Test func an_empty_list_is_nothing_found() throws {
    #expect(try read("[]") == [])
  }

  @Test(arguments: ["{}", "[{}]", #"[{"name":"X"},{"lat":1,"lon":1}]"#, "[[]]", #"[{"name":7}]"#])
  func what_is_not_understood_is_not_taken_for_nothing_found(body: String) {
    #expect(fault { () throws(ProviderError) in try read(body) }?.code == .unavailable)
  }

  @Test func a_place_that_cannot_be_is_left_out() throws {
    let places = try read(
      #"[{"name":"X"},{"lat":1,"lon":1},{"name":"Y","lat":1e9,"lon":1},{"name":"Z","lat":1,"lon":"2","country":"?"}]"#)
    #expect(places.map(\.place.city) == ["Z"])
    #expect(places.first?.place.country == .some(nil))
  }

  @Test(arguments: [
    ("Paris", ["Paris"]), ("Paris, FR", ["Paris,FR", "Paris"]), ("Paris, France", ["Paris,FR", "Paris"]),
    ("London, UK", ["London,GB", "London"]), ("Paris, Texas", ["Paris,TX,US", "Paris"]),
    ("Portland, Maine", ["Portland,ME,US", "Portland"]),
    ("Portland, ME", ["Portland,ME", "Portland,ME,US", "Portland"]),
    ("Portland, ME, US", ["Portland,ME,US", "Portland,ME", "Portland,US", "Portland"]),
    ("London, Ontario", ["London,CA", "London"]), ("London, ON, CA", ["London,CA", "London,CA,US", "London"]),
    ("London, England", ["London"]), ("new-york", ["new-york", "new york"]),
  ])
  func people_write_names_and_the_search_reads_codes(typed: String, texts: [String]) throws {
    #expect(OpenWeatherMapSearch.texts(for: try CityQuery(typed)) == texts)
  }

  @Test(
    arguments: [
      (200, 95), (232, 95), (299, 95), (300, 51), (321, 80), (399, 53), (500, 61), (511, 66), (531, 81), (599, 63),
      (600, 71), (611, 68), (622, 86), (699, 73), (701, 10), (741, 45), (781, 19), (799, nil), (800, 0), (802, 2),
      (804, 3), (805, nil), (0, nil), (-1, nil), (1e300, nil),
    ] as [(Double, Int?)])
  func kinds_of_weather_have_their_WMO_code(id: Double, code: Int?) {
    #expect(OpenWeatherMapCondition.condition(id: id)?.code == code)
  }

  @Test func every_documented_kind_of_weather_has_a_code() {
    let groups = [
      [200, 201, 202, 210, 211, 212, 221, 230, 231, 232], [300, 301, 302, 310, 311, 312, 313, 314, 321],
      [500, 501, 502, 503, 504, 511, 520, 521, 522, 531], [600, 601, 602, 611, 612, 613, 615, 616, 620, 621, 622],
      [701, 711, 721, 731, 741, 751, 761, 762, 771, 781], [800, 801, 802, 803, 804],
    ]
    for id in groups.joined() { #expect(OpenWeatherMapCondition.condition(id: Double(id)) != nil, "\(id)") }
  }
}

import Chassis
import Testing
import Upstream

@testable import Weather

@Suite struct OpenMeteoPlacesReplyTests {
  private func read(_ body: String) throws(ProviderError) -> [FoundPlace] {
    try OpenMeteoPlacesReply.places(from: .with(body))
  }

  @Test func a_place_is_read_with_all_that_it_lies_in() throws {
    let place = try #require(try read(Body.openMeteoPlaces).first)
    #expect(place.place == .berlin)
    for area in ["DE", "Germany", "State of Berlin", "Berlin, Stadt"] {
      #expect(place.matches(try CityQuery("Berlin, \(area.replacing(",", with: " "))")))
    }
  }

  @Test func without_results_nothing_was_found() throws {
    #expect(try read(#"{"generationtime_ms":0.31}"#) == [])
    #expect(try read(#"{"results":[]}"#) == [])
  }

  @Test(arguments: [
    "{}", #"{"results":null}"#, #"{"results":[{"name":7}]}"#, #"{"results":[{},{"name":"X","latitude":91}]}"#,
  ])
  func what_is_not_understood_is_not_taken_for_nothing_found(body: String) {
    #expect(fault { () throws(ProviderError) in try read(body) }?.code == .unavailable)
  }

  @Test func what_is_left_out_is_zero_or_unknown() throws {
    let place = try #require(try read(#"{"results":[{"id":1,"name":"Null Island"}]}"#).first).place
    #expect(
      place
        == CityWeather.Place(
          city: "Null Island", coordinates: CityWeather.Coordinates(latitude: 0, longitude: 0)))
  }

  @Test(arguments: [
    #"{"latitude":1}"#, #"{"name":"","latitude":1}"#, #"{"name":"X","latitude":91}"#,
    #"{"name":"X","longitude":1e300}"#, #"{"name":"X","latitude":"north"}"#,
  ])
  func a_place_that_cannot_be_is_left_out(place: String) throws {
    let body = #"{"results":[\#(place),{"name":"Berlin","latitude":52.5,"longitude":13.4}]}"#
    #expect(try read(body).map(\.place.city) == ["Berlin"])
  }

  @Test func what_is_no_code_of_a_country_is_unknown() throws {
    let body = Body.openMeteoPlaces.replacing(#""DE""#, with: #""<b>""#)
    #expect(try read(body).first?.place.country == .some(nil))
  }

  @Test(arguments: [("Berlin", "1"), ("Berlin, DE", "100")])
  func namesakes_are_asked_for_where_one_is_to_be_chosen(typed: String, count: String) throws {
    let request = OpenMeteoPlacesReply.request("Berlin", for: try CityQuery(typed), key: nil)
    #expect(request.path == "/v1/search")
    #expect(
      request.query.map { "\($0.name)=\($0.value)" } == ["name=Berlin", "count=\(count)", "language=en", "format=json"])
  }
}

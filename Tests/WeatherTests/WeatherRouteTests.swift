import BackendTesting
import Chassis
import Foundation
import HTTPServer
import Testing

@testable import Weather

@Suite struct WeatherRouteTests {
  /// Saturday, 21 November 2026, 12:34 UTC.
  private static let now = Date(timeIntervalSince1970: 1_795_264_440)

  private let document: APIDocument

  init() throws {
    document = try APIDocument(WeatherAPI.document, BackendDocument.shared)
  }

  private func get(_ city: String, _ scale: TemperatureScale = .celsius) async throws -> RouteAnswer {
    var router = Router()
    let provider = try SampleWeather.bundled(now: { Self.now })
    WeatherAPI.add(to: &router, providers: FirstAvailable(provider), scale: scale, instance: .forTests)
    let answer = try await router.answer("/weather/", city)
    #expect(document.faults(of: answer, at: "/weather/{city}") == [])
    return answer
  }

  @Test(arguments: [
    ("new york", "New York", "US"), ("new-york", "New York", "US"), ("NYC", "New York", "US"),
    ("São Paulo", "São Paulo", "BR"), ("sao paulo", "São Paulo", "BR"), ("Sa\u{303}o Paulo", "São Paulo", "BR"),
    ("REYKJAVIK", "Reykjavík", "IS"), ("zurich", "Zürich", "CH"), ("Zuerich", "Zürich", "CH"),
    ("Paris", "Paris", "FR"), ("Paris, US", "Paris", "US"), ("Paris,TX", "Paris", "US"),
    ("paris, texas", "Paris", "US"),
    ("Paris, France", "Paris", "FR"), ("London", "London", "GB"), ("London, ON", "London", "CA"),
    ("London, UK", "London", "GB"), ("london,england", "London", "GB"), ("Paris, USA", "Paris", "US"),
  ])
  func a_known_city_is_found_in_any_spelling(typed: String, city: String, country: String) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 200)
    #expect(answer.text("city") == city)
    #expect(answer.text("country") == country)
  }

  @Test(arguments: [
    ("Springfield", 39.80172), ("Springfield, MO", 37.21533), ("Portland", 45.52345), ("Portland, Maine", 43.66147),
  ])
  func of_namesakes_the_first_is_meant_unless_told_otherwise(typed: String, latitude: Double) async throws {
    #expect(try await get(typed).json["coordinates"]?["latitude"]?.double == latitude)
  }

  @Test(
    arguments: [("Springfield", "Illinois"), ("Springfield, MO", "Missouri"), ("Berlin", nil)]
      as [(String, String?)])
  func the_region_tells_which_namesake_was_meant(typed: String, region: String?) async throws {
    #expect(try await get(typed).json["region"] == region.map { .string($0) } ?? .null)
  }

  @Test func the_forecast_has_five_days_from_today() async throws {
    let answer = try await get("Berlin")
    let dates = answer.list("forecast").compactMap { $0["date"]?.text }
    #expect(dates == ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"])
    #expect(answer.text("asOf") == "2026-11-21T12:00:00Z")
    #expect(answer.text("timezone") == "Europe/Berlin")
    #expect(answer.json["conditionCode"] == answer.list("forecast").first?["conditionCode"])
    #expect(answer.json["source"]?["licence"] == .string("CC BY 4.0"))
  }

  @Test func both_scales_tell_the_same_weather() async throws {
    let (celsius, fahrenheit) = (try await get("Oslo"), try await get("Oslo", .fahrenheit))
    #expect(celsius.text("format") == "Celsius")
    #expect(fahrenheit.text("format") == "Fahrenheit")
    let pairs =
      [(celsius.json["temp"], fahrenheit.json["temp"])]
      + zip(celsius.list("forecast"), fahrenheit.list("forecast")).flatMap {
        [($0["min"], $1["min"]), ($0["max"], $1["max"])]
      }
    #expect(pairs.count == 11)
    for (inC, inF) in pairs {
      let degrees = try #require(inC?.double)
      #expect(try #require(inF?.double) == (degrees * 9 / 5 + 32).roundedToTenths)
    }
  }

  @Test(
    arguments: [
      ("Lodnon", "London"), ("Reykjavk", "Reykjavík"), ("san fran", "San Francisco"), ("Paris, DE", "Paris"),
      ("Xyzzy", nil),
    ] as [(String, String?)])
  func an_unknown_city_is_404_with_the_nearest(typed: String, suggestion: String?) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 404)
    #expect(answer.text("suggestion") == suggestion)
    let hint = suggestion.map { " Did you mean \"\($0)\"?" } ?? ""
    #expect(answer.text("detail") == "No sample city is called \"\(typed)\".\(hint)")
  }

  @Test(arguments: [" ", "a\u{1}", ",", String(repeating: "x", count: 101)])
  func a_bad_name_is_400(typed: String) async throws {
    #expect(try await get(typed).status == 400)
  }

  @Test func every_sample_city_is_answered_as_described() async throws {
    let cities = [
      "London", "Berlin", "Paris", "New York", "San Francisco", "Los Angeles", "Chicago", "Seattle", "Boston",
      "Toronto",
      "Mexico City", "São Paulo", "Buenos Aires", "Tokyo", "Singapore", "Mumbai", "Shanghai", "Sydney", "Cairo",
      "Nairobi", "Cape Town", "Istanbul", "Reykjavík", "Madrid", "Amsterdam", "Dublin", "Zürich", "Vienna", "Warsaw",
      "Oslo",
    ]
    for city in cities { #expect(try await get(city).text("city") == city) }
  }

  @Test func the_document_is_closed_and_requires_all_but_the_suggestion() {
    #expect(document.version == "3.1.0")
    #expect(document.openSchemas == [])
    #expect(document.optionalMembers == ["Problem.suggestion"])
  }
}

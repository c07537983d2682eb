import BackendTesting
import Chassis
import HTTPClient
import HTTPServer
import HTTPTypes
import Testing
import Upstream

@testable import Weather

/// What callers see of the real providers.
@Suite struct LiveRouteTests {
  private let document: APIDocument

  init() throws {
    document = try APIDocument(WeatherAPI.document, BackendDocument.shared)
  }

  /// Every answer is as the OpenAPI document says.
  private func get(_ city: String, _ stage: Stage, _ scale: TemperatureScale = .celsius) async throws -> RouteAnswer {
    var router = Router()
    WeatherAPI.add(to: &router, providers: try stage.providers(), scale: scale, instance: .forTests)
    let answer = try await router.answer("/weather/", city)
    #expect(document.faults(of: answer, at: "/weather/{city}") == [])
    return answer
  }

  @Test(arguments: [
    ("open-meteo", "CC BY 4.0", 21.3, 70.3, 2), ("openweathermap", "CC BY-SA 4.0", 10.6, 51.0, 0),
    ("met-norway", "CC BY 4.0", 10.4, 50.7, 2),
  ])
  func every_provider_answers_as_described(
    provider: String, licence: String, celsius: Double, fahrenheit: Double, days: Int
  ) async throws {
    let stage = Stage(
      ["PROVIDER": provider, "OPENWEATHERMAP_API_KEY": "test-key"],
      [
        ("/v1/search", { _ in .weather(Body.openMeteoPlaces) }), ("/v1/forecast", { _ in .weather(Body.openMeteo) }),
        ("/geo/", { _ in .weather(Body.openWeatherMapPlaces.replacing("London", with: "Berlin")) }),
        ("/data/2.5/weather", { _ in .weather(Body.openWeatherMap) }), ("/compact", { _ in .weather(Body.metNorway) }),
      ])
    let answer = try await get("Berlin", stage)
    #expect(answer.status == 200)
    #expect(answer.text("city") == "Berlin")
    #expect(answer.number("temp") == celsius)
    #expect(answer.list("forecast").count == days)
    #expect(answer.json["source"]?["provider"] == .string(provider))
    #expect(answer.json["source"]?["licence"] == .string(licence))
    #expect(try await get("Berlin", stage, .fahrenheit).number("temp") == fahrenheit)
  }

  @Test func what_is_not_known_is_null() async throws {
    let nowhere = #"{"results":[{"id":1,"name":"Null Island"}]}"#
    let little = #"""
      {"utc_offset_seconds":0,"current":{"time":"2026-08-30T07:00","temperature_2m":null,"weather_code":4711,
       "wind_speed_10m":2},"daily":{"time":["2026-08-30"],"temperature_2m_max":[27.1]}}
      """#
    let stage = Stage(
      [:], [("/v1/search", { _ in .weather(nowhere) }), ("/v1/forecast", { _ in .weather(little) })])
    let answer = try await get("Null Island", stage)
    #expect(answer.status == 200)
    for member in ["region", "country", "temp", "condition", "conditionCode", "humidity", "timezone"] {
      #expect(answer.json[member] == .null, "\(member)")
    }
    #expect(answer.json["wind"]?["direction"] == .null)
    #expect(answer.json["wind"]?["speed"]?.double == 2)
    #expect(answer.list("forecast").first?["min"] == .null)
    #expect(answer.list("forecast").first?["max"]?.double == 27.1)
  }

  @Test(
    arguments: [
      (200, #"{"generationtime_ms":0.31}"#, 404, "Open-Meteo knows no place called \"Berlin\"."),
      (429, "", 503, "Open-Meteo has had all the calls that it allows. Try again in 60 s."),
      (401, "", 502, "Open-Meteo did not accept the call: check OPEN_METEO_API_KEY."),
      (400, "", 502, "Open-Meteo answered with an error, status 400."),
      (200, "<html>", 502, "The provider open-meteo-geocoding gave no usable answer."),
    ])
  func every_situation_has_its_status_and_a_clear_detail(
    status: Int, body: String, ours: Int, detail: String
  ) async throws {
    let answer = try await get("Berlin", Stage([:], [("/", { _ in .weather(body, status) })]))
    #expect(answer.status == ours)
    #expect(answer.text("detail") == detail)
    #expect(answer.fields[.retryAfter] == (ours == 503 ? "60" : nil))
  }

  @Test(
    arguments: [
      (ClientError.Code.timeout, 504, "The provider open-meteo-geocoding took too long to answer."),
      (.tls, 502, "The provider open-meteo-geocoding could not be reached."),
      (.connectTimeout, 502, "The provider open-meteo-geocoding could not be reached."),
      (.bodyTooLarge, 502, "The provider open-meteo-geocoding gave no usable answer."),
    ])
  func trouble_on_the_way_has_its_status(code: ClientError.Code, status: Int, detail: String) async throws {
    let answer = try await get("Berlin", Stage([:], [("/", { _ in throw ClientError(code, "trouble") })]))
    #expect(answer.status == status)
    #expect(answer.text("detail") == detail)
  }

  @Test(arguments: [" ", "a\u{1}", ",FR", String(repeating: "x", count: 101)])
  func a_bad_name_is_400_before_any_call(typed: String) async throws {
    let stage = Stage([:], [])
    #expect(try await get(typed, stage).status == 400)
    #expect(stage.asked == [])
  }

  @Test func an_old_answer_says_so() async throws {
    let stage = Stage(
      [:],
      [
        ("/v1/search", { _ in .weather(Body.openMeteoPlaces) }), ("/v1/forecast", { _ in .weather(Body.openMeteo) }),
      ])
    var router = Router()
    WeatherAPI.add(to: &router, providers: try stage.providers(), scale: .celsius, instance: .forTests)
    #expect(try await router.answer("/weather/", "Berlin").json["stale"] == .boolean(false))
    stage.play([("/", { _ in throw ClientError(.timeout, "slow") })])
    stage.pass(.seconds(1200))
    let answer = try await router.answer("/weather/", "Berlin")
    #expect(answer.status == 200)
    #expect(answer.json["cached"] == .boolean(true) && answer.json["stale"] == .boolean(true))
    #expect(answer.text("fetchedAt") == "2026-08-30T07:05:00Z")
    #expect(document.faults(of: answer, at: "/weather/{city}") == [])
  }
}

import Chassis
import HTTPTypes
import Testing
import Upstream

@testable import Weather

@Suite struct OpenWeatherMapFaultTests {
  private func error(_ status: Int, _ body: String, _ fields: HTTPFields = [:]) -> ProviderError? {
    OpenWeatherMapFault.error(in: .with(body, status: status, fields: fields), keyIn: "OPENWEATHERMAP_API_KEY")
  }

  @Test(
    arguments: [
      (401, #"{"cod":401, "message": "Invalid API key. Please see https://openweathermap.org/faq"}"#, .refused),
      (404, #"{"cod":"404","message":"city not found"}"#, .unknown),
      (400, #"{"cod":"400","message":"Nothing to geocode"}"#, .unknown),
      (400, #"{"cod":"400","message":"wrong latitude"}"#, .unavailable),
      (404, #"{"cod":"404","message":"Internal error"}"#, .unavailable), (404, "<html>", .unavailable),
      (429, #"{"cod":429,"message":"Your account is temporary blocked"}"#, .throttled),
      (500, #"{"cod":500,"message":"Internal error"}"#, .unavailable), (502, "<html>Bad Gateway</html>", .unavailable),
      (503, #"{"cod":200}"#, .unavailable), (200, #"{"cod":"404","message":"city not found"}"#, .unknown),
      (200, #"{"cod":429}"#, .throttled), (200, #"{"cod":"401"}"#, .refused), (204, "", .unavailable),
    ] as [(Int, String, ProviderError.Code)])
  func an_error_is_told_by_the_code_in_the_body_number_or_text(status: Int, body: String, code: ProviderError.Code) {
    let error = error(status, body)
    #expect(error?.code == code)
    #expect(error?.detail?.hasPrefix("OpenWeatherMap ") == true)
  }

  @Test func a_refusal_names_the_setting_of_the_key() {
    #expect(error(401, "")?.detail?.contains("OPENWEATHERMAP_API_KEY") == true)
  }

  @Test func how_long_to_wait_is_told_only_where_it_is_said() {
    #expect(error(429, "")?.retryAfter == nil)
    #expect(error(429, "", [.retryAfter: "5"])?.retryAfter == .seconds(5))
  }

  @Test(arguments: ["[]", #"{"cod":200}"#, #"{"cod":"200"}"#, #"{"cod":1e300}"#, #"{"cod":{}}"#])
  func an_answer_is_no_error(body: String) {
    #expect(error(200, body) == nil)
  }
}

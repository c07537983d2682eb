import Chassis
import Foundation
import HTTPTypes
import Testing
import Upstream

@testable import Weather

@Suite struct OpenMeteoFaultTests {
  private func error(
    _ reason: String, status: Int, fields: HTTPFields = [:], at date: String = "2026-08-30T07:05:00Z"
  ) -> ProviderError? {
    OpenMeteoFault.error(in: .with(#"{"error":true,"reason":"\#(reason)"}"#, status: status, fields: fields, at: date))
  }

  @Test(
    arguments: [
      (400, "Latitude must be in range of -90 to 90°. Given: 999.0.", .unavailable),
      (400, "Parameter 'latitude' and 'longitude' must have the same number of elements", .unavailable),
      (400, "Invalid timezone", .unavailable), (400, "No data is available for this location", .unknown),
      (400, "Cannot initialize X from invalid String value foo for key current", .unavailable),
      (400, "Parameter count must be between 1 and 100.", .unavailable),
      (429, "Minutely API request limit exceeded. Please try again in one minute.", .throttled),
      (429, "Too many concurrent requests", .throttled), (429, "", .throttled),
      (503, "The service is overloaded", .unavailable), (500, "Something went wrong.", .unavailable),
      (401, "API key required. Please add &apikey= to the URL.", .refused),
      (400, "The supplied API key is invalid.", .refused), (403, "", .refused),
      (200, "Something went wrong.", .unavailable),
      (200, "Daily API request limit exceeded. Please try again tomorrow.", .throttled),
    ] as [(Int, String, ProviderError.Code)])
  func an_error_is_told_by_its_words_and_its_status(status: Int, reason: String, code: ProviderError.Code) {
    let error = error(reason, status: status)
    #expect(error?.code == code)
    #expect(error?.detail?.hasPrefix("Open-Meteo ") == true)
  }

  @Test(
    arguments: [
      ("Minutely API request limit exceeded. Please try again in one minute.", 60),
      ("Hourly API request limit exceeded. Please try again in the next hour.", 55 * 60),
      ("Daily API request limit exceeded. Please try again tomorrow.", (16 * 60 + 55) * 60),
      ("Too many concurrent requests", 1), ("Slow down", nil),
    ] as [(String, Int?)])
  func how_long_to_wait_is_in_the_words(reason: String, seconds: Int?) {
    #expect(error(reason, status: 429)?.retryAfter == seconds.map { .seconds($0) })
  }

  @Test func a_wait_is_never_nothing() {
    let hourly = "Hourly API request limit exceeded. Please try again in the next hour."
    #expect(error(hourly, status: 429, at: "2026-08-30T07:00:00Z")?.retryAfter == .seconds(3600))
    #expect(error(hourly, status: 429, at: "2026-08-30T07:59:59Z")?.retryAfter == .seconds(1))
  }

  @Test func a_Retry_After_goes_before_the_words() {
    #expect(error("Minutely", status: 429, fields: [.retryAfter: "7"])?.retryAfter == .seconds(7))
  }

  @Test(arguments: [(502, "<html>Bad Gateway</html>"), (404, "<html>"), (200, #"{"error":true}"#), (204, "")])
  func what_is_no_answer_is_an_error_whatever_it_says(status: Int, body: String) {
    #expect(OpenMeteoFault.error(in: .with(body, status: status))?.code == .unavailable)
  }

  @Test func an_answer_is_no_error() {
    #expect(OpenMeteoFault.error(in: .with(Body.openMeteo)) == nil)
    #expect(OpenMeteoFault.error(in: .with(#"{"error":false}"#)) == nil)
  }
}

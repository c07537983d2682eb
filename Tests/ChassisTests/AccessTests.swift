import Foundation
import HTTPServer
import HTTPTypes
import Logging
import Testing

@testable import Chassis

@Suite struct BasicAuthenticationTests {
  private let handler = ClosureHandler { _ in .text("in") }.wrapped(by: [
    RequestIDMiddleware(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
    BasicAuthentication(realm: "weather", credentials: BasicCredentials(username: "me", password: Secret("pä:ss"))),
  ])

  private func ask(_ path: String = "/weather/Paris", _ authorization: String? = nil) async throws -> Response {
    let fields: HTTPFields = authorization.map { [.authorization: $0] } ?? [:]
    return try await handler.respond(to: Request(method: .get, path: path, fields: RequestFields(fields)))
  }

  private func basic(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  @Test func The_right_name_and_password_pass() async throws {
    #expect(try await ask("/weather/Paris", "Basic " + basic("me:pä:ss")).status == .ok)
    #expect(try await ask("/weather/Paris", "bAsIc  " + basic("me:pä:ss")).status == .ok)
  }

  @Test func Without_them_the_answer_is_401_with_a_challenge() async throws {
    let response = try await ask()
    #expect(response.status == .unauthorized)
    #expect(response.fields[.wwwAuthenticate] == #"Basic realm="weather", charset="UTF-8""#)
    #expect(response.fields[.contentType] == "application/problem+json")
  }

  @Test(arguments: ["me:pä:sS", "me:pä:ss ", "me:pä:s", "mE:pä:ss", "", ":", "me:", "me:pä:ssme:pä:ss"])
  func Anything_near_is_refused(text: String) async throws {
    #expect(try await ask("/weather/Paris", "Basic " + basic(text)).status == .unauthorized)
  }

  @Test(arguments: ["Basic", "Basic ", "Basic !!!", "Bearer bWU6cMOkOnNz", "bWU6cMOkOnNz"])
  func Malformed_credentials_are_refused(value: String) async throws {
    #expect(try await ask("/weather/Paris", value).status == .unauthorized)
  }

  @Test func The_health_check_needs_no_password_and_all_else_does() async throws {
    #expect(try await ask("/health").status == .ok)
    for path in ["/ready", "/info", "/openapi.json", "/health/", "/Health", "/%68ealth"] {
      #expect(try await ask(path).status == .unauthorized)
    }
  }
}

@Suite struct BasicCredentialsTests {
  private func credentials(_ environment: [String: String]) throws -> BasicCredentials? {
    try BasicCredentials(prefix: "WEATHER", settings: Settings(environment: environment))
  }

  @Test func Protection_is_off_where_neither_is_set() throws {
    #expect(try credentials([:]) == nil)
  }

  @Test func Protection_is_on_where_both_are_set() throws {
    let both = try credentials(["WEATHER_USERNAME": "me", "WEATHER_PASSWORD": "pw"])
    #expect(both == BasicCredentials(username: "me", password: Secret("pw")))
  }

  @Test(arguments: [("USERNAME", "PASSWORD"), ("PASSWORD", "USERNAME")])
  func One_without_the_other_is_a_configuration_error(set: String, missing: String) {
    let error = #expect(throws: ConfigurationError.self) { try credentials(["WEATHER_\(set)": "value"]) }
    #expect(
      error?.description
        == "WEATHER_\(missing) is not set: it must be set because WEATHER_\(set) is, or neither of them")
  }

  @Test func A_user_name_with_a_colon_cannot_be_sent() {
    #expect(throws: ConfigurationError.self) {
      try credentials(["WEATHER_USERNAME": "a:b", "WEATHER_PASSWORD": "pw"])
    }
  }
}

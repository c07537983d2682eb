import HTTPTypes
import Testing

@testable import HTTPServer

@Suite struct SecurityHeadersMiddlewareTests {
  private func fields(
    _ middleware: SecurityHeadersMiddleware = SecurityHeadersMiddleware(),
    _ body: @escaping ClosureHandler.Body = { _ in .text("") }
  ) async throws -> HTTPFields {
    try await ClosureHandler(body).wrapped(by: [middleware]).respond(to: Request(method: .get, path: "/")).fields
  }

  @Test func every_answer_has_the_strict_defaults() async throws {
    let fields = try await fields()
    #expect(fields[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
    #expect(fields[.xContentTypeOptions] == "nosniff")
    #expect(fields[.referrerPolicy] == "no-referrer")
    #expect(fields[.xFrameOptions] == "DENY")
    #expect(fields[.crossOriginOpenerPolicy] == "same-origin")
    #expect(fields[.crossOriginResourcePolicy] == "same-origin")
    #expect(fields[.permissionsPolicy]?.contains("camera=()") == true)
    #expect(fields[.cacheControl] == nil)
  }

  @Test func what_a_handler_set_stays() async throws {
    let fields = try await fields { _ in
      Response(
        status: .ok, fields: [.contentSecurityPolicy: "default-src 'self'", .xFrameOptions: "SAMEORIGIN"])
    }
    #expect(fields[values: .contentSecurityPolicy] == ["default-src 'self'"])
    #expect(fields[values: .xFrameOptions] == ["SAMEORIGIN"])
    #expect(fields[.xContentTypeOptions] == "nosniff")
  }

  @Test func the_content_security_policy_is_configurable() async throws {
    let middleware = SecurityHeadersMiddleware(contentSecurityPolicy: "default-src 'self'")
    #expect(try await fields(middleware)[.contentSecurityPolicy] == "default-src 'self'")
  }

  @Test func no_store_is_for_answers_that_say_nothing_of_caching() async throws {
    let middleware = SecurityHeadersMiddleware(noStore: true)
    #expect(try await fields(middleware)[.cacheControl] == "no-store")
    let kept = try await fields(middleware) { _ in Response(status: .ok, fields: [.cacheControl: "max-age=60"]) }
    #expect(kept[values: .cacheControl] == ["max-age=60"])
  }

  @Test func the_answer_of_a_thrown_error_has_them_too() async throws {
    let fields = try await fields { _ in throw HTTPError(.notFound, "Nothing here.") }
    #expect(fields[.xContentTypeOptions] == "nosniff")
    #expect(fields[.contentType] == "application/problem+json")
  }
}

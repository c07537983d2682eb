import HTTPServer
import HTTPTypes
import Testing

@testable import Portal

/// RFC 6454 section 7.
@Suite struct OrderCheckTests {
  @Test(arguments: [
    ("http://localhost:8080", "localhost:8080"), ("HTTP://LOCALHOST:8080", "localhost:8080"),
    ("http://portal.example", "portal.example"), ("http://portal.example:80", "portal.example"),
    ("http://portal.example", "portal.example:80"), ("https://portal.example", "portal.example"),
    ("https://portal.example", "portal.example:443"), ("http://[::1]:8080", "[::1]:8080"),
  ])
  func page_of_this_site_may(origin: String, authority: String) {
    #expect(status(order("/", "{}", origin: origin, authority: authority)) == nil)
  }

  @Test(arguments: [
    "null", "", "localhost:8080", "http://localhost", "http://localhost:8081", "http://localhost:8080.evil.example",
    "http://evil.example", "http://evil.example/localhost:8080", "file://",
  ])
  func page_of_another_site_may_not(origin: String) {
    #expect(status(order("/", "{}", origin: origin)) == .forbidden)
  }

  @Test func what_is_no_browser_sends_no_origin_and_may() {
    #expect(status(order("/", "{}", origin: nil)) == nil)
  }

  @Test(arguments: ["application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x"])
  func JSON_is_told_by_its_type(type: String) {
    #expect(status(order("/", "{}", type: type)) == nil)
  }

  @Test(arguments: [nil, "text/plain", "application/jsonp", "application/x-www-form-urlencoded", "multipart/form-data"])
  func another_type_is_refused(type: String?) {
    #expect(status(order("/", "{}", type: type)) == .unsupportedMediaType)
  }

  private func status(_ request: Request) -> HTTPResponse.Status? {
    do {
      try OrderCheck.pass(request)
      return nil
    } catch {
      return (error as? HTTPError)?.status
    }
  }
}

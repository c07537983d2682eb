import Foundation
import Testing

extension BrowserTests {
  /// The page loads nothing from elsewhere and makes no error. Each check is also shown to find what it looks for.
  @Suite struct IsolationTests {
    @Test func nothing_is_loaded_from_another_host_and_the_console_shows_no_error() async throws {
      try await BrowserFixture.withPage { page in
        for section in Section.allCases { try await page.ask(section.known, in: section) }
        try await page.reload()
        try await page.browser.click("#one-of-each")
        try await eventually("answers") { try await page.answers(in: .games) == 2 }
        let requested = try await page.browser.requestedURLs()
        #expect(requested.contains { $0.hasPrefix(page.url + "stock/AAPL") }, "the log sees the page's requests")
        #expect(foreign(requested, to: page.url) == [])
        #expect(try await page.browser.consoleErrors() == [])
      }
    }

    @Test func a_request_to_another_host_is_found() async throws {
      try await BrowserFixture.withPage { page in
        _ = try await page.browser.requestedURLs()
        let other = "http://127.0.0.2:4567/picture.png"
        // A page of its own, without the policy that would keep the request from being made at all.
        try await page.browser.open("data:text/html,<img src='\(other)'>")
        #expect(try await foreign(page.browser.requestedURLs(), to: page.url) == [other])
      }
    }

    @Test func an_uncaught_error_and_a_breach_of_the_policy_are_found_in_the_console() async throws {
      try await BrowserFixture.withPage { page in
        _ = try await page.browser.consoleErrors()
        try await page.browser.run("setTimeout(() => { throw new Error('deliberate') })")
        try await page.browser.run(
          "document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.2:9/x.png' }))")
        var found: [String] = []
        try await eventually("both are in the console") {
          found += try await page.browser.consoleErrors()
          return found.contains { $0.contains("deliberate") }
            && found.contains { $0.contains("Content Security Policy") }
        }
      }
    }

    /// The requests of `urls` that go to another origin than `own`; documents made of their own address go nowhere.
    private func foreign(_ urls: [String], to own: String) -> [String] {
      urls.filter { !$0.hasPrefix(own) && !$0.hasPrefix("data:") && !$0.hasPrefix("about:") }
    }
  }
}

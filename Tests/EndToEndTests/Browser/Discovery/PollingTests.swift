import Testing

extension BrowserTests {
  @Suite struct PollingTests {
    @Test func the_page_asks_again_only_while_the_panel_is_open_and_the_page_is_seen() async throws {
      try await ScriptedPortal.withPage { page, portal in
        let asked = { portal.requests("GET /discovery").count }
        try await eventually("the first document") { asked() == 1 }
        #expect(try await remains(asked), "closed")
        try await page.openPanel()
        let opened = asked()
        try await eventually("two more") { asked() >= opened + 2 }
        try await page.hide(true)
        #expect(try await remains(asked), "hidden")
        try await page.hide(false)
        let seen = asked()
        try await eventually("more again") { asked() > seen }
        try await page.closePanel()
        #expect(try await remains(asked), "closed again")
      }
    }

    @Test func an_address_that_ends_in_the_panels_name_and_the_link_in_the_masthead_open_it() async throws {
      try await ScriptedPortal.withPage(hash: "#discovery") { page, _ in
        try await eventually("it is open") { try await page.found("weather", "h3") == "weather" }
        try await page.closePanel()
        try await page.browser.run("history.replaceState(null, '', location.pathname)")
        try await page.browser.click("#strategy")
        try await eventually("it is open again") {
          try await page.browser.run("return document.querySelector('#discovery').open").bool == true
        }
      }
    }

    /// Whether `count` stays what it is, after what was under way, for longer than the time between two questions.
    private func remains(_ count: () -> Int) async throws -> Bool {
      try await Task.sleep(for: .milliseconds(300))
      let before = count()
      try await Task.sleep(for: .milliseconds(1500))
      return count() == before
    }
  }
}

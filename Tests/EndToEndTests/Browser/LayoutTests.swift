import Testing

extension BrowserTests {
  @Suite struct LayoutTests {
    @Test(arguments: [360, 768, 1280])
    func no_width_makes_the_page_scroll_sideways(width: Int) async throws {
      try await BrowserFixture.withPage(size: (width, 800)) { page in
        for section in Section.allCases { try await page.ask(section.known, in: section) }
        try await page.submit(String(repeating: "unbreakable", count: 18), to: .games)
        try await eventually("a problem") { try await !page.problem(in: .games).isEmpty }
        let widths = try await page.browser.run("return [document.documentElement.scrollWidth, innerWidth]").array
        let needed = try #require(widths.first?.number)
        #expect(needed <= Double(width), "\(needed) pixels wide in a window of \(width)")
      }
    }

    @Test func dark_applies_when_the_system_is_dark_and_the_button_overrules_it() async throws {
      try await BrowserFixture.withPage { page in
        try await page.browser.emulate(media: ["prefers-color-scheme": "light"])
        #expect(try await brightness(page) > 200)
        try await page.browser.emulate(media: ["prefers-color-scheme": "dark"])
        #expect(try await brightness(page) < 60)
        try await page.browser.click("#theme")
        #expect(try await page.text("#theme") == "Theme: light")
        #expect(try await brightness(page) > 200)
        try await page.reload()
        #expect(try await brightness(page) > 200, "the choice is kept")
      }
    }

    @Test func nothing_moves_where_less_motion_is_asked_for() async throws {
      try await BrowserFixture.withPage { page in
        try await page.browser.emulate(media: ["prefers-reduced-motion": "reduce"])
        try await page.ask("AAPL", in: .stocks)
        #expect(try await page.browser.run("return document.getAnimations().length") == 0)
      }
    }

    /// The mean of the three channels of the page's background, 0 to 255.
    private func brightness(_ page: Page) async throws -> Double {
      let script = """
        const channels = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number);
        return channels.reduce((sum, channel) => sum + channel) / 3
        """
      return try #require(try await page.browser.run(script).number)
    }
  }
}

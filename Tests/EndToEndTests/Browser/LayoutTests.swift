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

    @Test func no_table_is_wider_than_its_card_at_any_width() async throws {
      try await BrowserFixture.withPage { page in
        for (section, names) in Self.widest {
          for name in names { try await page.ask(name, in: section) }
        }
        for width in [360, 480, 560, 640, 800, 1024, 1200, 1240, 1280, 1300, 1366, 1440, 1920] {
          try await page.browser.resize(width: width, height: 900)
          let script = """
            return [...document.querySelectorAll("table")].map((table) => {
              const card = table.closest(".card").getBoundingClientRect();
              const cells = [...table.querySelectorAll("th, td")].map((cell) => cell.getBoundingClientRect().right);
              return Math.max(...cells) - (card.right - parseFloat(getComputedStyle(table.closest(".card")).paddingRight));
            })
            """
          let excess = try await page.browser.run(script).array.compactMap(\.number)
          #expect(excess.count == 4)
          #expect(excess.allSatisfy { $0 <= 1 }, "at \(width) pixels the tables stick out by \(excess)")
        }
      }
    }

    /// The samples whose rows need the most room.
    private static let widest: [(Section, [String])] = [
      (.stocks, ["7203.T", "VOD.L", "BRK-B"]), (.weather, ["Buenos Aires", "San Francisco", "Reykjavik", "Cape Town"]),
      (.books, ["0345391802", "0307463745", "0439554934"]),
      (.games, ["Tom Clancy's Rainbow Six Siege", "Counter-Strike", "League of Legends"]),
    ]

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

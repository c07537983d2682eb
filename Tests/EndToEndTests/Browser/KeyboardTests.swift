import Testing

extension BrowserTests {
  @Suite struct KeyboardTests {
    @Test func everything_from_asking_to_removing_goes_by_keyboard_in_a_sensible_order() async throws {
      try await BrowserFixture.withPage { page in
        let keys = page.browser
        try await keys.type(Key.tab)
        #expect(try await page.focus() == "Skip to the four services")
        try await keys.type(Key.enter)
        try await keys.type(Key.tab)
        #expect(try await page.focus() == "stocks-input")

        try await keys.type("AAPL" + Key.enter)
        try await eventually("AAPL") { try await page.rows(of: .stocks).count == 1 }
        #expect(try await page.focus() == "stocks-input")
        try await keys.type("AMZN" + Key.enter)
        try await eventually("AMZN") { try await page.rows(of: .stocks).count == 2 }

        // Past the button and three examples to the first column's button.
        for _ in 1...5 { try await keys.type(Key.tab) }
        #expect(try await page.focus() == "Stock")
        try await keys.type(Key.enter)
        #expect(try await page.rows(of: .stocks).map { $0["name"]?.prefix(4) } == ["AAPL", "AMZN"])
        #expect(try await page.focus() == "Stock")

        // Past price, change and answered to the first row.
        for _ in 1...4 { try await keys.type(Key.tab) }
        #expect(try await page.focus().hasPrefix("Ask again for Apple"))
        try await keys.type(Key.tab)
        #expect(try await page.focus().hasPrefix("Remove Apple"))
        try await keys.type(Key.space)
        #expect(try await page.focus().hasPrefix("Remove Amazon"), "the next row's button")
        try await keys.type(Key.enter)
        #expect(try await page.rows(of: .stocks) == [])
        #expect(try await page.focus() == "stocks-input", "the form, where no row is left")
      }
    }

    @Test func the_focus_is_visible() async throws {
      try await BrowserFixture.withPage { page in
        try await page.browser.type(Key.tab)
        try await page.browser.type(Key.tab)
        let script =
          "const look = getComputedStyle(document.activeElement); return [look.outlineStyle, look.outlineWidth]"
        #expect(try await page.browser.run(script).strings == ["solid", "3px"])
      }
    }
  }
}

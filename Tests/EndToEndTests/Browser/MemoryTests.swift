import Testing

extension BrowserTests {
  @Suite struct MemoryTests {
    @Test func entries_survive_a_reload_without_being_asked_again() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("Paris", in: .weather)
        try await page.ask("Tokyo", in: .weather)
        let before = try await page.rows(of: .weather)
        _ = try await page.browser.requestedURLs()
        try await page.reload()
        #expect(try await page.rows(of: .weather) == before)
        #expect(try await page.answers(in: .weather) == 2)
        #expect(try await page.browser.requestedURLs().filter { $0.contains("/weather/") } == [])
      }
    }

    @Test func a_removed_entry_stays_away_after_a_reload() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("AAPL", in: .stocks)
        try await page.ask("AMZN", in: .stocks)
        try await page.browser.click("#stocks tbody tr:first-child [data-action=remove]")
        #expect(try await page.rows(of: .stocks).map { $0["name"]?.prefix(4) } == ["AAPL"])
        try await page.reload()
        #expect(try await page.rows(of: .stocks).map { $0["name"]?.prefix(4) } == ["AAPL"])
      }
    }

    @Test func removal_of_one_and_of_all_can_be_undone() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("AAPL", in: .stocks)
        try await page.ask("AMZN", in: .stocks)
        let before = try await page.rows(of: .stocks)
        for removal in ["#stocks tbody tr:last-child [data-action=remove]", "#stocks [data-tool=clear]"] {
          try await page.browser.click(removal)
          #expect(try await page.rows(of: .stocks) != before)
          try await page.browser.click("#stocks .undo")
          #expect(try await page.rows(of: .stocks) == before)
        }
        #expect(try await page.answers(in: .stocks) == 2)
      }
    }

    @Test func a_stored_entry_is_refreshed_by_its_button() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("Paris", in: .weather)
        try await page.reload()
        try await page.browser.click("#weather [data-action=refresh]")
        try await eventually("a second answer") { try await page.answers(in: .weather) == 2 }
        #expect(try await page.rows(of: .weather).count == 1)
      }
    }

    @Test func broken_storage_starts_a_working_page() async throws {
      let broken = [
        "not JSON", "[]", #"{"entries":7,"tally":{}}"#,
        #"{"entries":[null,{"id":"x"},{"id":"y","query":"y","at":1,"answer":{"name":7}}]}"#,
      ]
      try await BrowserFixture.withPage { page in
        for stored in broken {
          try await page.browser.run("localStorage.setItem('found-by-name.1.games', arguments[0])", .string(stored))
          try await page.reload()
          try await page.ask("Minecraft", in: .games)
          #expect(try await page.rows(of: .games).first?["name"]?.hasPrefix("Minecraft") == true, "\(stored)")
        }
        #expect(try await page.browser.consoleErrors() == [])
      }
    }
  }
}

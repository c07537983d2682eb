import Testing

extension BrowserTests {
  @Suite struct ProblemTests {
    @Test func an_unknown_name_shows_what_is_wrong_and_a_click_on_the_suggestion_asks_it() async throws {
      try await BrowserFixture.withPage { page in
        try await page.submit("Pariss", to: .weather)
        try await eventually("a suggestion") { try await page.text("#weather .suggestion").hasSuffix("Paris") }
        #expect(try await page.problem(in: .weather).contains("Pariss"))
        #expect(try await page.rows(of: .weather) == [])
        try await page.browser.click("#weather .suggestion")
        try await eventually("the suggested row") {
          try await page.rows(of: .weather).first?["city"] == "Paris\nFrance"
        }
        #expect(try await page.problem(in: .weather).isEmpty)
      }
    }

    @Test func the_problem_is_in_a_live_region_and_belongs_to_the_input() async throws {
      try await BrowserFixture.withPage { page in
        try await page.submit("no-such-symbol", to: .stocks)
        try await eventually("a problem") { try await !page.problem(in: .stocks).isEmpty }
        let script = """
          const input = document.querySelector("#stocks-input");
          return [input.ariaInvalid, input.getAttribute("aria-describedby"), document.querySelector("#stocks-problem").role]
          """
        #expect(try await page.browser.run(script).strings == ["true", "stocks-problem", "alert"])
      }
    }

    @Test func a_backend_that_is_down_is_named_while_the_others_go_on() async throws {
      try await BrowsedStack.with(instances: 1) { stack in
        try await BrowserFixture.withPage(stack: stack) { page in
          try await page.ask("Paris", in: .weather)
          try await stack.kill("weather")
          try await page.submit("Tokyo", to: .weather)
          try await eventually("the failed service is named") {
            try await page.problem(in: .weather).prefixMatch(of: /weather service: 50[234]/) != nil
          }
          #expect(try await page.text("#weather .problem").contains("Try again"))
          #expect(try await page.rows(of: .weather).count == 1)
          for section in [Section.stocks, .books, .games] {
            try await page.ask(section.known, in: section)
            #expect(try await page.problem(in: section).isEmpty)
          }
        }
      }
    }

    @Test func a_portal_that_is_gone_and_a_device_that_is_offline_have_words_of_their_own() async throws {
      try await BrowsedStack.with(instances: 1) { stack in
        try await BrowserFixture.withPage(stack: stack) { page in
          try await stack.kill("portal")
          try await page.submit("AAPL", to: .stocks)
          try await eventually("unreachable") {
            try await page.problem(in: .stocks).contains("portal could not be reached")
          }
          let offline: JSON = ["offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1]
          try await page.browser.devTools("Network.enable", [:])
          try await page.browser.devTools("Network.emulateNetworkConditions", offline)
          try await page.submit("AAPL", to: .stocks)
          try await eventually("offline") { try await page.problem(in: .stocks).contains("offline") }
          #expect(try await page.text("#offline").contains("offline"))
        }
      }
    }
  }
}

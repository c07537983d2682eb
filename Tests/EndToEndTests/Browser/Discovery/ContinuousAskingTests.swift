import Testing

extension BrowserTests {
  @Suite struct ContinuousAskingTests {
    private static let everyone = Dictionary(
      uniqueKeysWithValues: BrowsedStack.backendNames.map { ($0, ["\($0)-1", "\($0)-2"]) })

    @Test func answers_are_counted_and_the_strip_tells_who_gave_them() async throws {
      try await ScriptedPortal.withPage(.init(answering: Self.everyone)) { page, portal in
        try await page.openPanel()
        try await page.browser.click(".toggle")
        try await eventually("each service twice") {
          try await page.browser.run(
            "return Math.min(...[...document.querySelectorAll('.cells')].map((c) => c.childElementCount))"
          )
          .number ?? 0 >= 2
        }
        let strip = try await page.strip(of: "weather")
        #expect(strip.hasPrefix("12"), "\(strip)")
        #expect(try await page.text(".counts").wholeMatch(of: /\d+ answers, 0 failures/) != nil)
        let label = try await page.browser.run(
          "return document.querySelector('.service[data-service=weather] .cells').ariaLabel")
        #expect(label.string?.wholeMatch(of: /Last \d+ answers: weather-1 \d+, weather-2 \d+/) != nil, "\(label)")
        // The same colour in the masthead, in the table and in the strip.
        #expect(try await page.text("#routes").contains("weather-1"))
        #expect(try await Set(tones(page, of: "weather-1")).count == 1)
      }
    }

    @Test func a_failure_is_counted_marked_and_named() async throws {
      var answering = Self.everyone
      answering["twitch"] = []
      try await ScriptedPortal.withPage(.init(answering: answering)) { page, _ in
        try await page.openPanel()
        try await page.browser.click(".toggle")
        try await eventually("a failure") { try await page.found("twitch", ".cells").contains("×") }
        try await eventually("what failed") {
          try await page.text(".found-body > .wrong") == "Last failure: twitch: No instance of twitch answered."
        }
        #expect(try await page.text(".counts").contains("1 failure"))
        #expect(try await !page.found("weather", ".cells").contains("×"))
      }
    }

    @Test func it_ends_when_switched_off_when_the_panel_closes_and_while_the_page_is_hidden() async throws {
      try await ScriptedPortal.withPage(.init(answering: Self.everyone)) { page, portal in
        let asked = { portal.requests("GET /weather").count }
        try await page.openPanel()
        for stop in ["switched off", "hidden", "closed"] {
          let before = asked()
          if try await page.browser.run("return document.querySelector('.toggle').ariaChecked") == "false" {
            try await page.browser.click(".toggle")
          }
          try await eventually("questions") { asked() > before }
          switch stop {
          case "switched off": try await page.browser.click(".toggle")
          case "hidden": try await page.hide(true)
          default: try await page.closePanel()
          }
          try await Task.sleep(for: .milliseconds(300))
          let after = asked()
          try await Task.sleep(for: .milliseconds(1700))
          #expect(asked() == after, "\(stop)")
          if stop == "hidden" { try await page.hide(false) }
        }
        try await page.openPanel()
        #expect(try await page.browser.run("return document.querySelector('.toggle').ariaChecked") == "false")
      }
    }

    /// The colours of an instance wherever its name is shown.
    private func tones(_ page: Page, of instance: String) async throws -> [String] {
      let script = """
        const named = [...document.querySelectorAll("#routes .chip, .endpoints .chip")]
          .filter((chip) => chip.querySelector(".chip-label")?.textContent === arguments[0]);
        const cells = [...document.querySelectorAll(".cell")].filter((cell) => cell.title.startsWith(arguments[0]));
        return [...named, ...cells].map((element) => /tone-\\d/.exec(element.className)?.[0] ?? "none");
        """
      let found = try await page.browser.run(script, .string(instance)).strings
      #expect(found.count >= 3, "\(found)")
      return found
    }
  }
}

import Testing

extension BrowserTests {
  /// The whole flow with the real demo: a person disturbs instances and looks whether anybody would notice.
  @Suite struct FailoverTests {
    @Test func a_killed_instance_costs_no_answer_and_takes_part_again_once_started() async throws {
      try await withDemo { page in
        try await answered(page, by: "12")
        try await page.press("kill", "weather-1")
        try await eventually("the process has ended") {
          try await page.endpoints(of: "weather").first?[1].contains("process ended") == true
        }
        try await more(page, answers: 20)
        #expect(try await page.strip(of: "weather").suffix(3) == "222")
        try await page.press("start", "weather-1")
        try await eventually("it answers again") { try await page.strip(of: "weather").last == "1" }
        #expect(try await page.text(".counts").hasSuffix(" 0 failures"))
      }
    }

    @Test func a_strategy_is_switched_while_questions_go_on() async throws {
      try await withDemo { page in
        for (label, value, type) in [(4, "weave", "A"), (3, "cloudmap", "A"), (5, "static", ""), (2, "consul", "SRV")] {
          try await page.browser.click(".choices label:nth-of-type(\(label))")
          try await eventually("\(value) is shown") {
            let shown = try await page.browser.run("return document.querySelector('#strategy').dataset.strategy").string
            return try await page.found("weather", ".question .type") == type && shown == value
          }
          try await more(page, answers: 12)
        }
        #expect(try await page.text(".counts").hasSuffix(" 0 failures"))
      }
    }

    @Test func an_added_instance_is_found_and_answers() async throws {
      try await withDemo { page in
        try await page.browser.click(".service[data-service=weather] .add")
        try await eventually("a third one answers") { try await page.strip(of: "weather").contains("3") }
        try await eventually("it is shown as available") {
          try await page.endpoints(of: "weather").last?[1] == "available"
        }
        #expect(try await page.text(".counts").hasSuffix(" 0 failures"))
      }
    }

    /// The demo, found through Consul's zones, with the panel open and questions going on.
    private func withDemo(_ body: (Page) async throws -> Void) async throws {
      let demo = try await RunningDemo.start()
      do {
        try await BrowserFixture.withPage(url: demo.url + "/") { page in
          try await page.openPanel()
          try await eventually("the buttons") { try await page.buttons(of: "weather-1").count == 4 }
          try await page.browser.click(".choices label:nth-of-type(2)")
          try await page.browser.click(".toggle")
          try await body(page)
        }
      } catch {
        await demo.program.stop()
        throw error
      }
      await demo.program.stop()
    }

    /// Waits until the instances with these numbers have answered a question about the weather.
    private func answered(_ page: Page, by numbers: String) async throws {
      try await eventually("answers by \(numbers)") { try await Set(page.strip(of: "weather")).isSuperset(of: numbers) }
    }

    private func more(_ page: Page, answers count: Int) async throws {
      let before = try await answers(page)
      try await eventually("\(count) more answers") { try await answers(page) >= before + count }
    }

    private func answers(_ page: Page) async throws -> Int {
      try await Int(page.text(".counts").prefix { $0 != " " }.filter(\.isNumber)) ?? 0
    }
  }
}

import Testing

extension BrowserTests {
  @Suite struct BalancingTests {
    @Test(arguments: Section.allCases)
    func both_instances_are_seen_in_the_tally(of section: Section) async throws {
      try await BrowserFixture.withPage { page in
        let both = Set((1...2).map { "\(section.service)-\($0)" })
        // One whose first answer was slow is favoured less for some seconds.
        try await eventually("both instances have answered", within: .seconds(60)) {
          try await page.ask(section.known, in: section)
          return try await Set(page.tally(of: section).keys) == both
        }
        #expect(try await Set(page.tally(of: section).keys) == both)
        let shown = try await page.rows(of: section).first?["answered"] ?? ""
        #expect(both.contains { shown.hasPrefix($0) }, "\(shown)")
        #expect(shown.contains(/\d+\s?ms/), "\(shown)")
      }
    }

    @Test func each_instance_has_a_colour_of_its_own() async throws {
      try await BrowserFixture.withPage { page in
        try await eventually("both instances have answered", within: .seconds(60)) {
          try await page.ask("Paris", in: .weather)
          return try await page.tally(of: .weather).count == 2
        }
        let script = """
          return [...document.querySelectorAll("#weather .tally .chip")].map((chip) => getComputedStyle(chip).color)
          """
        let colours = try await page.browser.run(script).strings
        #expect(colours.count == 2)
        #expect(Set(colours).count == 2)
      }
    }

    @Test func the_header_names_the_strategy_the_portal_uses() async throws {
      try await BrowserFixture.withPage { page in
        try await eventually("the strategy is shown") {
          try await page.text("#strategy") == "Found through a fixed list"
        }
      }
    }
  }
}

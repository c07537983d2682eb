import Testing

extension BrowserTests {
  /// The page with live data, from what plays the providers.
  @Suite struct LiveDataTests {
    private static let providers = [
      "stock-price": "yahoo", "weather": "open-meteo", "goodreads": "openlibrary", "twitch": "helix",
    ]

    private func settings(_ fault: String = "ok", test: String) async throws -> [String: [String: String]] {
      let standIns = try await StandIns.shared
      var settings: [String: [String: String]] = [:]
      for provider in LiveProvider.all where Self.providers[provider.service] == provider.name {
        settings[provider.service] = provider.settings(standIns, fault, test: test)
      }
      return settings
    }

    /// As the licences of the data ask.
    @Test func live_data_has_its_credit_with_a_link_and_no_word_of_samples() async throws {
      try await BrowsedStack.with(instances: 1, settings: try await settings(test: "page-credit")) { stack in
        try await BrowserFixture.withPage(url: stack.url) { page in
          for (section, name, credit, link) in [
            (Section.stocks, "AAPL", "Yahoo Finance", "https://finance.yahoo.com/"),
            (.weather, "Berlin", "Weather data by Open-Meteo.com", "https://open-meteo.com/"),
            (.books, "0316219282", "Open Library", "https://openlibrary.org/"),
            (.games, "Minecraft", "Twitch", "https://www.twitch.tv/"),
          ] {
            try await page.ask(name, in: section)
            let shown = try await page.text("#\(section.rawValue) .sources")
            #expect(shown.contains(credit) && !shown.contains("sample"), "\(shown)")
            let address = try await page.browser.run(
              "return document.querySelector(`#${arguments[0]} .sources a`)?.href ?? ''", .string(section.rawValue))
            #expect(address.string?.hasPrefix(link) == true, "\(address)")
          }
        }
      }
    }

    @Test func an_answer_that_was_at_hand_is_marked() async throws {
      try await BrowsedStack.with(instances: 1, settings: try await settings(test: "page-cached")) { stack in
        try await BrowserFixture.withPage(url: stack.url) { page in
          try await page.ask("AAPL", in: .stocks)
          #expect(try await page.text("#stocks .badge.cached") == "")
          try await page.ask("AAPL", in: .stocks)
          #expect(try await page.text("#stocks .badge.cached") == "cached")
        }
      }
    }

    @Test func each_section_says_that_its_provider_cannot_be_reached() async throws {
      let settings = try await settings(StandIns.nobodyListens, test: "page-unreachable")
      try await BrowsedStack.with(instances: 1, settings: settings) { stack in
        try await BrowserFixture.withPage(url: stack.url) { page in
          for section in Section.allCases {
            try await page.submit(section.known, to: section)
            try await eventually("\(section) says why") {
              try await page.problem(in: section).contains("could not be reached")
            }
          }
        }
      }
    }
  }
}

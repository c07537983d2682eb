import Testing

extension BrowserTests {
  @Suite struct OrderTests {
    @Test func rows_are_newest_first_until_a_column_is_chosen() async throws {
      try await BrowserFixture.withPage { page in
        for city in ["Paris", "Tokyo", "London"] { try await page.ask(city, in: .weather) }
        #expect(try await cities(page) == ["London", "Tokyo", "Paris"])
        #expect(try await sortState(page, "answered") == "descending")
      }
    }

    @Test func text_sorts_by_letter_and_back() async throws {
      try await BrowserFixture.withPage { page in
        for city in ["Paris", "Tokyo", "London"] { try await page.ask(city, in: .weather) }
        try await press("city", page)
        #expect(try await cities(page) == ["London", "Paris", "Tokyo"])
        #expect(try await sortState(page, "city") == "ascending")
        #expect(try await sortState(page, "answered") == nil)
        try await press("city", page)
        #expect(try await cities(page) == ["Tokyo", "Paris", "London"])
        #expect(try await sortState(page, "city") == "descending")
      }
    }

    @Test func numbers_sort_as_numbers_the_largest_first() async throws {
      try await BrowserFixture.withPage { page in
        for city in ["Paris", "Tokyo", "London", "São Paulo"] { try await page.ask(city, in: .weather) }
        try await press("temp", page)
        let falling = try await page.rows(of: .weather).compactMap { Double($0["temp"]?.prefix { $0 != "°" } ?? "") }
        #expect(falling.count == 4)
        #expect(falling == falling.sorted(by: >))
        try await press("temp", page)
        let rising = try await page.rows(of: .weather).compactMap { Double($0["temp"]?.prefix { $0 != "°" } ?? "") }
        #expect(rising == falling.sorted())
      }
    }

    private func press(_ column: String, _ page: Page) async throws {
      try await page.browser.click("#weather th[data-column=\(column)] .sort")
    }

    private func cities(_ page: Page) async throws -> [String] {
      try await page.rows(of: .weather).compactMap { $0["city"]?.split(separator: "\n").first.map(String.init) }
    }

    private func sortState(_ page: Page, _ column: String) async throws -> String? {
      try await page.browser.run(
        "return document.querySelector(`#weather th[data-column=${arguments[0]}]`).ariaSort", .string(column)
      ).string
    }
  }
}

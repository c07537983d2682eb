import Testing

extension BrowserTests {
  @Suite struct AskingTests {
    @Test func each_form_adds_a_row_with_the_fields_of_its_service() async throws {
      try await BrowserFixture.withPage { page in
        for section in Section.allCases {
          try await page.ask(section.known, in: section)
        }
        let stock = try #require(try await page.rows(of: .stocks).first)
        #expect(stock["name"]?.hasPrefix("AAPL\nApple") == true)
        #expect(stock["price"]?.wholeMatch(of: /\$[\d,]+\.\d\d/) != nil, "\(stock)")
        #expect(stock["change"]?.contains("%") == true)

        let city = try #require(try await page.rows(of: .weather).first)
        #expect(city["city"] == "Paris\nFrance")
        #expect(city["temp"]?.prefixMatch(of: /-?[\d.]+°C\n/) != nil, "\(city)")

        let book = try #require(try await page.rows(of: .books).first)
        #expect(book["title"]?.contains("0316219282") == true)
        #expect(book["rating"]?.prefixMatch(of: /\d\.\d\d/) != nil, "\(book)")
        for column in ["ratings", "reviews"] {
          #expect(book[column]?.wholeMatch(of: /[\d,]+/) != nil, "\(column): \(book)")
        }

        let game = try #require(try await page.rows(of: .games).first)
        #expect(game["name"]?.hasPrefix("Minecraft") == true)
        #expect(game["popularity"]?.wholeMatch(of: /[\d,]+/) != nil, "\(game)")
      }
    }

    @Test func pictures_are_drawn_for_price_weather_book_and_game() async throws {
      try await BrowserFixture.withPage { page in
        for section in Section.allCases {
          try await page.ask(section.known, in: section)
        }
        let script = "return document.querySelectorAll(arguments[0]).length"
        #expect(try await page.browser.run(script, "#stocks svg.sparkline[role=img][aria-label]") == 1)
        #expect(try await page.browser.run(script, "#weather .forecast li svg[data-symbol]") == 5)
        #expect(try await page.browser.run(script, "#books svg.cover.book") == 1)
        #expect(try await page.browser.run(script, "#games svg.cover.game") == 1)
      }
    }

    @Test func an_example_is_asked_by_a_click() async throws {
      try await BrowserFixture.withPage { page in
        try await page.browser.click("#weather .example:nth-of-type(2)")
        try await eventually("a row for the second example") {
          try await page.rows(of: .weather).first?["city"] == "São Paulo\nBrazil"
        }
      }
    }

    @Test func an_entry_asked_again_in_other_letters_stays_one_row() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("AAPL", in: .stocks)
        try await page.ask("AMZN", in: .stocks)
        try await page.ask(" aapl ", in: .stocks)
        #expect(try await page.rows(of: .stocks).map { $0["name"]?.prefix(4) } == ["AAPL", "AMZN"])
      }
    }

    @Test func what_is_typed_cannot_leave_its_place_in_the_address_nor_become_markup() async throws {
      try await BrowserFixture.withPage { page in
        let hostile = "../info?x=<img src=x onerror=alert(1)>#%2F"
        try await page.submit(hostile, to: .games)
        try await eventually("a problem is shown") { try await !page.problem(in: .games).isEmpty }
        #expect(try await page.browser.run("return document.querySelectorAll('#games-problem img').length") == 0)
        let asked = try await page.browser.requestedURLs().filter { $0.contains("/game/") }
        #expect(asked.count == 1)
        #expect(asked.first?.split(separator: "/").last?.hasPrefix("..%2Finfo%3Fx%3D%3Cimg") == true, "\(asked)")
      }
    }

    @Test func dots_alone_and_nothing_at_all_are_not_sent() async throws {
      try await BrowserFixture.withPage { page in
        for typed in ["", "   ", ".", ".."] {
          try await page.submit(typed, to: .games)
          try await eventually("a problem is shown for '\(typed)'") { try await !page.problem(in: .games).isEmpty }
          try await page.browser.click("#games .close")
        }
        #expect(try await page.browser.requestedURLs().filter { $0.contains("/game/") } == [])
      }
    }
  }
}

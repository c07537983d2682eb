import Testing

extension BrowserTests {
  @Suite struct AccessibilityTests {
    @Test func every_input_has_a_label_every_table_a_caption_every_button_a_name() async throws {
      try await BrowserFixture.withPage { page in
        for section in Section.allCases { try await page.ask(section.known, in: section) }
        let script = """
          const all = (selector) => [...document.querySelectorAll(selector)];
          const named = (element) => (element.ariaLabel ?? element.textContent).trim() !== "";
          return {
            inputs: all("input").length, unlabelled: all("input").filter((input) => input.labels.length !== 1).length,
            tables: all("table").length, uncaptioned: all("table").filter((table) => !table.caption?.textContent.trim()).length,
            unnamed: all("button, a").filter((element) => !named(element)).map((element) => element.outerHTML),
            headings: all("h1, h2").map((heading) => heading.tagName),
            unscoped: all("th").filter((head) => !head.scope).length,
            silent: all("svg:not([aria-hidden]):not([aria-label]), img:not([alt])").length,
            doubled: all("[id]").map((element) => element.id).filter((id, index, ids) => ids.indexOf(id) !== index),
          };
          """
        let found = try await page.browser.run(script)
        let wanted: JSON = [
          "inputs": 4, "unlabelled": 0, "tables": 4, "uncaptioned": 0, "unnamed": [],
          "headings": ["H1", "H2", "H2", "H2", "H2", "H2"], "unscoped": 0, "silent": 0, "doubled": [],
        ]
        #expect(found == wanted)
      }
    }

    @Test func an_answer_is_announced_to_those_who_listen() async throws {
      try await BrowserFixture.withPage { page in
        try await page.ask("Paris", in: .weather)
        let script = "const news = document.querySelector('#weather .news'); return [news.role, news.textContent]"
        let announced = try await page.browser.run(script).strings
        #expect(announced.first == "status")
        #expect(
          announced.last?.contains(/^Paris, answered by weather-[12] in \d+ milliseconds\.$/) == true, "\(announced)")
      }
    }

    @Test(arguments: ["light", "dark"])
    func text_stands_out_from_its_background_by_4_5_to_1(scheme: String) async throws {
      try await BrowserFixture.withPage { page in
        try await page.browser.emulate(media: ["prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"])
        for section in Section.allCases { try await page.ask(section.known, in: section) }
        try await page.submit("Pariss", to: .weather)
        try await eventually("a problem") { try await !page.problem(in: .weather).isEmpty }
        try await page.browser.click("#games [data-action=remove]")
        #expect(try await page.browser.run(Contrast.script).strings == [])

        try await page.browser.run("document.querySelector('.lead').style.color = 'light-dark(#999, #666)'")
        #expect(
          try await page.browser.run(Contrast.script).strings.count == 1, "the check finds text that is too faint")
      }
    }
  }
}

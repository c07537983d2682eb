import HTTPTypes
import Testing

extension BrowserTests {
  @Suite struct SwitchTests {
    @Test func a_strategy_is_chosen_sent_and_shown_everywhere() async throws {
      let script = ScriptedPortal.Script(
        posts: ["/discovery/strategy": (.ok, .discovery(strategy: "weave"))])
      try await ScriptedPortal.withPage(script) { page, portal in
        try await page.openPanel()
        #expect(try await page.text(".choices") == "Route 53\nConsul\nCloud Map\nWeave\nFixed list")
        #expect(try await chosen(page) == "consul")
        // What the portal says from now on when it is asked; the answer to the choice itself comes first.
        portal.change { $0.discovery = .discovery(strategy: "weave") }
        try await page.browser.click(".choices label:nth-of-type(4)")
        try await eventually("the masthead") { try await page.text("#strategy") == "Found through Weave" }
        #expect(
          portal.requests("POST") == [#"POST /discovery/strategy application/json {"strategy":"weave"}"#])
        #expect(try await chosen(page) == "weave")
        #expect(try await page.announced() == "Found through Weave.")
      }
    }

    @Test func a_refusal_is_said_and_the_old_choice_comes_back() async throws {
      let detail = "Weave cannot be used: 127.0.0.1:6784 does not answer."
      let script = ScriptedPortal.Script(
        posts: ["/discovery/strategy": (.conflict, ["title": "Conflict", "detail": .string(detail)])])
      try await ScriptedPortal.withPage(script) { page, _ in
        try await page.openPanel()
        try await page.browser.click(".choices label:nth-of-type(4)")
        try await eventually("the problem") { try await page.text(".found .problem .detail") == detail }
        try await eventually("the old choice") { try await chosen(page) == "consul" }
        try await page.browser.click(".found .problem .close")
        #expect(try await page.text(".found .problem") == "")
      }
    }

    @Test func no_switch_is_shown_where_nothing_can_be_switched() async throws {
      try await ScriptedPortal.withPage(.init(discovery: .discovery(switchable: false))) { page, _ in
        try await page.openPanel()
        #expect(try await !page.shows(".strategies"))
      }
    }

    @Test func an_arrow_key_chooses() async throws {
      let script = ScriptedPortal.Script(posts: ["/discovery/strategy": (.ok, .discovery(strategy: "cloudmap"))])
      try await ScriptedPortal.withPage(script) { page, portal in
        try await page.openPanel()
        portal.change { $0.discovery = .discovery(strategy: "cloudmap") }
        try await page.browser.run("document.querySelector('.choices input:checked').focus()")
        try await page.browser.type(Key.right)
        try await eventually("the next one") {
          portal.requests("POST") == [#"POST /discovery/strategy application/json {"strategy":"cloudmap"}"#]
        }
        try await eventually("the masthead") { try await page.text("#strategy") == "Found through AWS Cloud Map" }
        #expect(try await chosen(page) == "cloudmap")
      }
    }

    private func chosen(_ page: Page) async throws -> String? {
      try await page.browser.run("return document.querySelector('.choices input:checked')?.value").string
    }
  }
}

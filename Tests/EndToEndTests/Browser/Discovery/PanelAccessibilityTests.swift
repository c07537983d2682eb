import HTTPTypes
import Testing

extension BrowserTests {
  @Suite struct PanelAccessibilityTests {
    /// Every state of an endpoint, of a process and of an answer, a problem, a failure, and all controls.
    private static var full: ScriptedPortal.Script {
      let states = ["available", "ejected", "probing", "draining"]
      let endpoints = states.enumerated().map {
        JSON.endpoint("weather-\($0.offset + 1)", state: $0.element, failures: 1, lastError: "connection refused")
      }
      let weather = JSON.service("weather", status: "stale", lastError: "timed out", endpoints: endpoints)
      let processes = ["running", "paused", "slow", "stopping", "stopped", "ended", "starting"]
      return ScriptedPortal.Script(
        discovery: .discovery(weather: weather),
        instances: processes.enumerated().map {
          .instance("weather-\($0.offset + 1)", of: "weather", state: $0.element, actions: ["kill"])
        },
        posts: ["/demo/instances/weather-1/kill": (.conflict, ["detail": "weather-1 cannot be killed."])],
        answering: ["weather": ["weather-1", "weather-2"], "stock-price": ["stock-price-1"]])
    }

    private func withFullPage(
      size: (width: Int, height: Int)? = nil, _ body: (Page) async throws -> Void
    ) async throws {
      try await ScriptedPortal.withPage(Self.full, size: size) { page, _ in
        try await page.openPanel()
        try await eventually("the instances") { try await page.endpoints(of: "weather").count == 7 }
        try await page.press("kill", "weather-1")
        try await page.browser.click(".toggle")
        try await eventually("a failure") { try await page.text(".counts").contains(/[1-9]\d* failure/) }
        // A click may miss while the panel grows: pressed again where nothing came of it for some seconds.
        var looks = 0
        try await eventually("a problem", within: .seconds(60)) {
          looks += 1
          if looks.isMultiple(of: 100) { try await page.press("kill", "weather-1") }
          return try await page.found("weather", ".problem") != ""
        }
        try await eventually("answers") { try await page.found("weather", ".cells") != "" }
        try await body(page)
      }
    }

    @Test func every_control_has_a_name_every_table_a_caption_and_no_id_is_used_twice() async throws {
      try await withFullPage { page in
        let script = """
          const all = (selector) => [...document.querySelectorAll(selector)];
          const named = (element) => (element.ariaLabel ?? element.textContent).trim() !== "";
          const ids = all("[id]").map((element) => element.id);
          return {
            unlabelled: all("input").filter((input) => input.labels.length !== 1).length,
            uncaptioned: all("table").filter((table) => !table.caption?.textContent.trim()).length,
            unnamed: all("button, a").filter((element) => !named(element)).map((element) => element.outerHTML),
            legends: all("fieldset legend").map((legend) => legend.textContent),
            headings: all(".found h2, .found h3").map((heading) => heading.textContent),
            unscoped: all("th").filter((head) => !head.scope).length,
            silent: all("svg:not([aria-hidden]):not([aria-label])").length,
            doubled: ids.filter((id, index) => ids.indexOf(id) !== index),
            styled: all("[style]").length,
            buttons: all(".buttons button").length, same: new Set(all(".buttons button").map((b) => b.ariaLabel)).size,
          };
          """
        let wanted: JSON = [
          "unlabelled": 0, "uncaptioned": 0, "unnamed": [], "legends": ["Found through"],
          "headings": ["How they are found", "stock-price", "weather", "goodreads", "twitch"], "unscoped": 0,
          "silent": 0, "doubled": [], "styled": 0, "buttons": 28, "same": 28,
        ]
        let found = try await page.browser.run(script)
        #expect(found == wanted)
      }
    }

    @Test(arguments: ["light", "dark"])
    func text_in_the_panel_stands_out_by_4_5_to_1(scheme: String) async throws {
      try await withFullPage { page in
        try await page.browser.emulate(media: ["prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"])
        #expect(try await page.browser.run(Contrast.script).strings == [])
      }
    }

    @Test(arguments: [320, 390, 700, 800, 1000, 1190, 1280, 1440])
    func nothing_in_the_panel_sticks_out_at_any_width(width: Int) async throws {
      try await withFullPage(size: (width, 900)) { page in
        let script = """
          const edge = document.querySelector(".found-body").getBoundingClientRect().right - 17;
          const shown = (element) => element.checkVisibility() && !element.closest(".unseen, .cells, thead");
          return [...document.querySelectorAll(".found-body *")]
            .filter((element) => shown(element) && element.getBoundingClientRect().right > edge)
            .map((element) => `${element.tagName}.${element.getAttribute("class")}`)
          """
        #expect(try await page.browser.run(script) == [], "at \(width) pixels")
        let needed = try await page.browser.run("return document.documentElement.scrollWidth").number
        #expect(needed ?? 9999 <= Double(width))
      }
    }

    @Test func the_panel_opens_switches_and_asks_by_keyboard() async throws {
      try await ScriptedPortal.withPage(Self.full) { page, portal in
        let keys = page.browser
        try await eventually("the panel is there") { try await page.text(".gist") != "" }
        try await keys.run("document.querySelector('#one-of-each').focus()")
        // Past the four services of the picture.
        for _ in 1...5 { try await keys.type(Key.tab) }
        #expect(try await page.focus().hasPrefix("How they are found"))
        try await keys.type(Key.enter)
        try await eventually("it is open") { try await page.found("weather", "h3") == "weather" }
        try await keys.type(Key.tab)
        #expect(try await keys.run("return document.activeElement.value") == "consul")
        try await keys.type(Key.tab)
        #expect(try await page.focus() == "Ask continuously")
        try await keys.type(Key.space)
        try await eventually("questions") { !portal.requests("GET /weather").isEmpty }
      }
    }

    @Test func nothing_is_loaded_from_elsewhere_and_nothing_moves_where_less_motion_is_asked_for() async throws {
      try await withFullPage { page in
        try await page.browser.emulate(media: ["prefers-reduced-motion": "reduce"])
        try await eventually("nothing moves") {
          try await page.browser.run("return document.getAnimations().length") == 0
        }
        let requested = try await page.browser.requestedURLs()
        #expect(requested.contains { $0.hasSuffix("/demo/instances") }, "the log sees the panel's requests")
        #expect(requested.filter { !$0.hasPrefix(page.url) && !$0.hasPrefix("about:") && !$0.hasPrefix("data:") } == [])
      }
    }
  }
}

import Testing

extension BrowserTests {
  /// What the panel shows of a document, against a portal that says what the test wrote.
  @Suite struct PanelTests {
    @Test func a_service_shows_question_status_records_and_endpoints() async throws {
      try await ScriptedPortal.withPage { page, _ in
        try await page.openPanel()
        #expect(
          try await page.found("weather", ".question")
            == "SRVweather.service.consul.\nasked of 127.0.0.1:8600 over UDP")
        #expect(try await page.found("weather", ".name").contains("fresh"))
        let record = try await page.found("weather", ".records li:first-child")
        #expect(record.contains("SRV") && record.contains("1 1 4567 weather-1.addr.dc1.consul."), "\(record)")
        #expect(try await page.found("weather", ".asked").contains("12 lookups · the last took 0.4 ms · next "))
        #expect(try await page.found("weather", ".under").contains("100 requests · 1 retry · retry budget 12"))
        let rows = try await page.endpoints(of: "weather")
        #expect(rows.count == 2)
        let id = "weather-1.addr.dc1.consul."
        #expect(rows.first?.prefix(5) == ["\(id) \(JSON.address(of: "weather-1"))", "available", "3", "1.3 ms", "17"])
        #expect(try await page.text(".gist") == "8 of 8 endpoints available")
      }
    }

    @Test func each_state_has_a_word_and_a_shape_of_its_own() async throws {
      let states = ["available", "ejected", "probing", "draining"]
      let endpoints = states.enumerated().map { JSON.endpoint("weather-\($0.offset + 1)", state: $0.element) }
      let script = ScriptedPortal.Script(discovery: .discovery(weather: .service("weather", endpoints: endpoints)))
      try await ScriptedPortal.withPage(script) { page, _ in
        try await page.openPanel()
        let shown = try await page.endpoints(of: "weather").map { $0[1] }
        #expect(shown[1].wholeMatch(of: /ejected probe in [34]\.\ds/) != nil, "\(shown)")
        #expect(shown.enumerated().filter { $0.offset != 1 }.map(\.element) == ["available", "probing", "draining"])
        let shapes = try await page.browser.run(
          """
          return [...document.querySelectorAll('.service[data-service=weather] td.state [data-shape]')]
            .map((drawing) => drawing.dataset.shape)
          """)
        #expect(Set(shapes.strings).count == 4, "\(shapes)")
      }
    }

    @Test(arguments: [
      ("negative", "no such name: weather.service.consul. (NXDOMAIN)"), ("negative", "the name has no SRV records"),
      ("stale", "timed out: no answer within 2 s"), ("unresolved", "refused by 127.0.0.1:8600 (REFUSED)"),
    ])
    func what_DNS_said_instead_of_records_is_shown_as_it_is(status: String, error: String) async throws {
      let weather = JSON.service("weather", status: status, lastError: .string(error), records: [], endpoints: [])
      try await ScriptedPortal.withPage(.init(discovery: .discovery(weather: weather))) { page, _ in
        try await page.openPanel()
        #expect(try await page.found("weather", ".wrong") == "Last lookup failed: \(error)")
        #expect(try await !page.found("weather", ".name").contains("fresh"))
        #expect(try await page.shows(".service[data-service=weather] .none"))
      }
    }

    @Test func the_time_to_live_runs_down_between_documents() async throws {
      try await ScriptedPortal.withPage { page, _ in
        try await page.openPanel()
        let first = try await page.found("weather", ".time")
        try await eventually("another time") { try await page.found("weather", ".time") != first }
        #expect(first.wholeMatch(of: /(40|39|38)s/) != nil, "\(first)")
      }
    }

    @Test func what_changes_is_shown_and_announced_and_the_focus_stays() async throws {
      try await ScriptedPortal.withPage { page, portal in
        portal.change { $0.instances = [.instance("weather-1", of: "weather"), .instance("weather-2", of: "weather")] }
        try await page.openPanel()
        try await eventually("the buttons") { try await page.buttons(of: "weather-1").count == 4 }
        try await page.browser.run("document.querySelector('[data-row^=\"weather-2/\"] [data-place=slow]').focus()")
        // The other one goes and comes back in another order.
        let lost = JSON.endpoint("weather-1", state: "ejected", failures: 1, lastError: "connection refused")
        portal.change {
          $0.discovery = .discovery(weather: .service("weather", endpoints: [.endpoint("weather-2"), lost]))
        }
        try await eventually("the ejected endpoint") {
          try await page.endpoints(of: "weather").first?[1].wholeMatch(of: /ejected probe .* connection refused/) != nil
        }
        #expect(try await page.announced() == "weather-1: ejected.")
        #expect(try await page.endpoints(of: "weather").first?[4] == "17 1 failed")
        #expect(try await page.focus() == "Slow weather-2")
        #expect(try await page.text(".gist") == "7 of 8 endpoints available")
      }
    }

    @Test func markup_in_texts_stays_text_and_endless_texts_widen_nothing() async throws {
      let markup = "<img src=x onerror=alert(1)><b>&amp;"
      let long = String(repeating: "unbreakable", count: 200)
      var endpoint = JSON.endpoint("weather-1", state: markup, lastError: .string(long))
      if case .object(var members) = endpoint {
        members["address"] = .string(long)
        members["id"] = .string(markup)
        endpoint = .object(members)
      }
      let weather = JSON.service(
        markup, status: markup, lastError: .string(long), records: [.record(long, markup, 1)], endpoints: [endpoint])
      let script = ScriptedPortal.Script(
        discovery: .discovery(strategy: markup, weather: weather),
        instances: [.instance(long, of: markup, state: markup, actions: [.string(markup)])])
      try await ScriptedPortal.withPage(script, size: (390, 900)) { page, _ in
        try await page.openPanel()
        try await eventually("the instances") { try await page.text(".services").contains("unbreakable") }
        #expect(
          try await page.browser.run("return document.querySelectorAll('#discovery img, #discovery b').length") == 0)
        #expect(try await page.text(".services").contains(markup))
        #expect(try await page.browser.run("return document.documentElement.scrollWidth").number ?? 999 <= 390)
        #expect(try await page.browser.consoleErrors() == [])
      }
    }

    @Test func an_older_portal_shows_what_it_tells_and_no_controls() async throws {
      let endpoints: JSON = [["address": "10.0.0.1:80", "requests": 3, "failures": 1, "lastError": "refused"]]
      let older: JSON = ["strategy": "static", "services": [["service": "weather", "endpoints": endpoints]]]
      try await ScriptedPortal.withPage(.init(discovery: older)) { page, portal in
        try await page.openPanel()
        #expect(
          try await page.endpoints(of: "weather").first?.prefix(5) == [
            "10.0.0.1:80", "unknown refused", "–", "–", "3 1 failed",
          ])
        #expect(try await page.browser.run("return document.querySelectorAll('#discovery input').length") == 0)
        #expect(try await !page.shows(".add"))
        #expect(portal.requests("GET /demo") == [])
        #expect(try await page.text(".gist") == "1 endpoint")
      }
    }

    @Test func a_portal_that_is_gone_leaves_what_was_last_known() async throws {
      try await ScriptedPortal.withPage { page, portal in
        try await page.openPanel()
        portal.change { $0.discovery = "no object" }
        try await eventually("a notice") { try await page.text(".found .notice").hasPrefix("Not up to date.") }
        #expect(try await page.endpoints(of: "weather").count == 2)
        portal.change { $0.discovery = .discovery() }
        try await eventually("no notice") { try await !page.shows(".found .notice") }
      }
    }
  }
}

import Testing

extension BrowserTests {
  /// The pure functions of the page's modules, called in the browser that will run them.
  @Suite struct ModuleTests {
    /// Expects each expression to give its value, where `m` is the module `file` under `js/`. They leave the page as it
    /// was, so the page is loaded only where a test before has left another.
    static func evaluate(_ file: String, _ expressions: [(String, JSON)]) async throws {
      let fixture = try #require(BrowserFixture.current)
      let browser = fixture.browser
      if try await browser.run("return document.baseURI").string != fixture.stack.url {
        try await BrowserFixture.withPage { _ in }
      }
      for (expression, wanted) in expressions {
        let script = "const m = await import(new URL('js/\(file)', document.baseURI)); return (\(expression))"
        let found = try await browser.run("return (async () => { \(script) })()")
        #expect(found == wanted, "\(file): \(expression)")
      }
    }

    @Test func format_writes_what_is_known_and_a_dash_for_what_is_not() async throws {
      try await Self.evaluate(
        "format.js",
        [
          ("m.money(1234.5, 'USD', 'en-US')", "$1,234.50"), ("m.money('12.5', null, 'en-US')", "12.50"),
          ("m.money(1234.5, 'EUR', 'de-DE').replace(/\\s/g, ' ')", "1.234,50 €"),
          ("m.money(0.0834, 'USD', 'en-US')", "$0.0834"), ("m.money(-0.5, 'USD', 'en-US')", "-$0.50"),
          ("m.money(0, 'USD', 'en-US')", "$0.00"), ("m.money(7203, 'JPY', 'en-US')", "¥7,203"),
          ("m.money(250, 'GBp', 'en-US')", "250.00 GBp"), ("m.money('N/A', 'USD', 'en-US')", "–"),
          ("m.change(1.5, 'en-US')", "+1.50%"), ("m.change(-0.034, 'en-US')", "-0.03%"),
          ("m.change(0, 'en-US')", "0.00%"), ("m.change(undefined)", "–"),
          ("m.count(1234567, 'en-US')", "1,234,567"), ("m.shortCount(15213, 'en-US')", "15.2K"),
          ("m.temperature(21.35, 'Celsius', 'en-US')", "21.4°C"), ("m.temperature(70, 'Farenheit', 'en-US')", "70°F"),
          ("m.degrees(-0.2, 'en-US')", "0°"), ("m.degrees(null)", "–"), ("m.decimal(4, 2, 'en-US')", "4.00"),
          ("m.day('2026-11-21', { weekday: 'short' }, 'en-US')", "Sat"), ("m.day('2026-13-40', {})", "–"),
          ("m.day(null, {})", "–"), ("m.country('BR', 'en-US')", "Brazil"), ("m.country('Brazil')", "Brazil"),
          ("m.country(null)", nil),
        ])
    }

    @Test func values_are_read_as_what_they_should_be_or_null() async throws {
      try await Self.evaluate(
        "values.js",
        [
          (
            "['12.5', 3, '', ' ', 'x', null, NaN, Infinity, true].map(m.number)",
            [12.5, 3, nil, nil, nil, nil, nil, nil, nil]
          ),
          ("[' a ', '', 7, null].map(m.text)", ["a", nil, nil, nil]),
          ("[['a'], 'a', null].map(m.list)", [["a"], [], []]),
          ("[{ a: 1 }, [], null].map(m.object)", [["a": 1], [:], [:]]),
          (
            "['https://a.example/b', 'javascript:alert(1)', ' http://x', 'https://', '//a.example'].map(m.link)",
            ["https://a.example/b", nil, "http://x", nil, nil]
          ),
        ])
    }

    @Test func a_query_stays_inside_one_segment_of_the_path() async throws {
      try await Self.evaluate(
        "query.js",
        [
          ("m.path('weather', '  São   Paulo ')", "weather/S%C3%A3o%20Paulo"),
          ("m.path('game', 'a/b?c#d%')", "game/a%2Fb%3Fc%23d%25"),
          ("m.path('game', '..')", nil), ("m.path('game', '.')", nil), ("m.path('game', ' \\n')", nil),
          ("m.path('game', 'a\\ud800')", "game/a%EF%BF%BD"), ("m.key(' PARIS') === m.key('Paris ')", true),
          ("m.key('Sa\\u0303o') === m.key('SÃO')", true),
        ])
    }

    @Test func an_instance_is_told_from_its_twin_and_counted() async throws {
      try await Self.evaluate(
        "instances.js",
        [
          (
            "m.instanceOf({ containerid: 'c1', instanceid: 'w-1' }, 'w-1, 127.0.1.1:4567')",
            ["key": "w-1/c1", "label": "w-1", "container": "c1", "address": "127.0.1.1:4567"]
          ),
          ("m.instanceOf({}, null)", nil), ("m.instanceOf({ containerid: 'abcdef0123456789' }).label", "abcdef012345"),
          ("m.instanceOf({}, 'w-2, 10.0.0.1:80').label", "w-2"),
          ("m.instanceOf({}, 'unknown, 10.0.0.1:80').label", "10.0.0.1:80"),
          (
            "[1, 2, 1].reduce((t, n) => m.counted(t, m.instanceOf({ instanceid: `w-${n}` })), []).map((i) => i.count)",
            [2, 1]
          ),
          ("m.counted([], null)", []),
          (
            """
            ['c1', 'c2'].map((c) => m.instanceOf({ instanceid: 'host', containerid: c }))
              .reduce((t, i) => m.counted(t, i), []).map((i, _, t) => m.labelOf(t, i))
            """, ["host · c1", "host · c2"]
          ),
          ("m.tallyFrom([{ key: 'a', label: 'a', count: 2 }, { key: 'b' }, null, 'x']).length", 1),
          ("m.timingOf('lookup;dur=0.2, connect;desc=\"x\";dur=1, cache')", "lookup 0.2 ms, connect 1 ms"),
          ("m.timingOf(null)", ""),
        ])
    }
  }
}

import Testing

extension BrowserTests.ModuleTests {
  @Test func a_sparkline_fits_its_box_and_tells_its_story_in_words() async throws {
    try await Self.evaluate(
      "charts.js",
      [
        ("m.positions([1, 3, 2]).map(({ x, y }) => [x, y])", [[3, 31], [56, 3], [109, 17]]),
        ("m.positions([5, 5]).map(({ y }) => y)", [17, 17]),
        ("m.series([{ date: '2026-01-02', close: 'x' }, { close: 2 }, null]).length", 1), ("m.series(null)", []),
        (
          "m.summary([{ date: '2026-10-20', close: 2 }, { date: '2026-10-21', close: 1 }], 'USD', 'en-US')",
          "From $2.00 on Oct 20 to $1.00 on Oct 21, lowest $1.00, highest $2.00."
        ),
        ("m.sparkline([{ close: 1 }], 'USD')", nil),
        ("m.sparkline([{ close: 2 }, { close: 1 }], 'USD').classList.contains('down')", true),
      ])
  }

  @Test func every_weather_code_has_a_symbol() async throws {
    try await Self.evaluate(
      "weather-art.js",
      [
        (
          "[0, 2, 3, 48, 55, 65, 75, 81, 86, 95, 99].map(m.symbolFor)",
          ["sun", "sun-cloud", "cloud", "fog", "drizzle", "rain", "snow", "rain", "snow", "thunder", "thunder"]
        ),
        (
          "[4, 5, 10, 18, 68, 69, 83, 84].map(m.symbolFor)",
          ["fog", "fog", "fog", "cloud", "rain", "rain", "rain", "rain"]
        ),
        ("[null, undefined, 'x', 999, -1].map(m.symbolFor)", ["cloud", "cloud", "cloud", "cloud", "cloud"]),
        ("Array.from({ length: 100 }, (_, code) => m.weatherSymbol(code).childElementCount > 0).every(Boolean)", true),
      ])
  }

  @Test func a_drawn_cover_is_the_same_on_every_visit_and_differs_between_names() async throws {
    try await Self.evaluate(
      "covers.js",
      [
        ("m.look('Minecraft').palette === m.look('Minecraft').palette", true),
        (
          "new Set(['Dune', 'Emma', 'Rust', 'Chess', 'Ulysses', 'Beloved'].map((n) => JSON.stringify(m.look(n)))).size > 3",
          true
        ),
        ("m.wrapped('The Pragmatic Programmer', 9, 4)", ["The", "Pragmatic", "Programm…"]),
        ("m.wrapped('one two three four five six', 7, 2)", ["one two", "three…"]), ("m.wrapped('', 10, 2)", [""]),
        ("m.bookCover('<b>', null).textContent", "<b>"),
      ])
  }

  @Test func no_image_is_asked_for_where_the_data_is_sample_data() async throws {
    try await Self.evaluate(
      "picture.js",
      [
        ("m.wantsImage('https://a.example/x.jpg', 'sample')", false),
        ("m.wantsImage('https://a.example/x.jpg', 'openlibrary')", true),
        ("m.wantsImage(null, 'openlibrary')", false), ("m.wantsImage('javascript:1', 'openlibrary')", false),
        (
          """
          await new Promise((done) => {
            const box = document.createElement("div");
            document.body.append(box);
            const drawing = document.createElement("i");
            box.append(m.picture(document.baseURI + "no-such.png", "openlibrary", () => { setTimeout(() => { box.remove(); done("drawn"); }); return drawing; }));
            box.querySelector("img").loading = "eager";
          })
          """, "drawn"
        ),
      ])
  }

  @Test func sources_are_named_once_and_marks_are_set_only_where_true() async throws {
    try await Self.evaluate(
      "source.js",
      [
        (
          """
          m.sourcesOf([{ answer: { source: { provider: "sample", attribution: "A", url: "javascript:1", licence: "CC0" } } },
            { answer: { source: { provider: "sample", attribution: "A", licence: "CC0" } } }, { answer: {} }])
          """, [["name": "A", "url": nil, "licence": "CC0", "sample": true]]
        ),
        ("m.freshness({ cached: true, stale: true }).map((f) => f.kind)", ["stale"]),
        ("m.freshness({ cached: true }).map((f) => f.kind)", ["cached"]), ("m.freshness({ cached: 'yes' })", []),
      ])
  }
}

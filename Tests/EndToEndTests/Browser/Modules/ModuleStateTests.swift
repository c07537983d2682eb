import Testing

extension BrowserTests.ModuleTests {
  @Test func the_store_keeps_one_entry_per_id_newest_first_and_fifty_at_most() async throws {
    try await Self.evaluate(
      "store.js",
      [
        ("m.upsert([{ id: 'a', at: 1 }, { id: 'b', at: 0 }], { id: 'b', at: 2 }).map((e) => e.id)", ["b", "a"]),
        ("Array.from({ length: 60 }, (_, n) => ({ id: `${n}`, at: n })).reduce(m.upsert, []).length", 50),
        ("Array.from({ length: 60 }, (_, n) => ({ id: `${n}`, at: n })).reduce(m.upsert, [])[0].id", "59"),
        (
          "m.restored([{ id: 'a', at: 3 }], [{ id: 'b', at: 5 }, { id: 'a', at: 1 }]).map((e) => `${e.id}${e.at}`)",
          ["b5", "a3"]
        ),
        ("m.read('{').entries", []), ("m.read(null).tally", []),
        (
          "m.read(JSON.stringify({ entries: [{ id: 'a', query: 'a', at: 1, answer: {} }, { id: 'b' }] })).entries.length",
          1
        ),
        (
          "new m.Memory('x', () => { throw new Error('blocked') }).load()",
          ["entries": [], "tally": []]
        ),
        ("new m.Memory('x', () => ({ setItem() { throw new Error('full') } })).save([], [])", false),
      ])
  }

  @Test func the_order_puts_unknown_values_last_in_both_directions() async throws {
    let entries = "[3, null, 20, 3].map((v, n) => ({ v, n }))"
    let column = "{ key: 'v', kind: 'number', value: (e) => e.v }"
    try await Self.evaluate(
      "order.js",
      [
        ("m.sorted(\(entries), \(column), 'ascending').map((e) => e.n)", [0, 3, 2, 1]),
        ("m.sorted(\(entries), \(column), 'descending').map((e) => e.n)", [2, 0, 3, 1]),
        ("m.sorted(['b', 'É', 'a10', 'a9'], { kind: 'text', value: (e) => e }, 'ascending')", ["a9", "a10", "b", "É"]),
        ("m.pressed({ key: 'x', direction: 'ascending' }, \(column))", ["key": "v", "direction": "descending"]),
        ("m.pressed({ key: 'v', direction: 'descending' }, \(column)).direction", "ascending"),
      ])
  }

  @Test func a_failure_says_who_failed_and_what_may_help() async throws {
    func response(_ status: Int, _ fields: String = "{}") -> String {
      "new Response('', { status: \(status), headers: \(fields) })"
    }
    try await Self.evaluate(
      "problem.js",
      [
        ("m.failureOf(\(response(200)), { symbol: 'A' }, 'stock-price')", nil),
        (
          "(({ code, message, suggestions }) => ({ code, message, suggestions }))(m.failureOf(\(response(404)), { detail: 'No.', suggestion: 'Paris' }, 'w'))",
          ["code": "refused", "message": "No.", "suggestions": ["Paris"]]
        ),
        (
          "m.failureOf(\(response(502)), { title: 'Bad Gateway', detail: 'Down.' }, 'weather').heading",
          "weather service: 502 Bad Gateway"
        ),
        (
          "m.failureOf(\(response(503, "{ 'retry-after': '30' }")), { detail: 'Busy.' }, 'w').message",
          "Busy. Worth another try in 30 s."
        ),
        ("m.failureOf(\(response(503)), null, 'w').retry", true),
        ("m.failureOf(\(response(200)), { error: 'error - ISBN not found' }, 'g').message", "error - ISBN not found"),
        ("m.failureOf(\(response(200)), null, 'g').code", "empty"),
      ])
  }

  @Test func an_answer_too_late_and_no_connection_are_failures_of_their_own() async throws {
    let hung =
      "(_, { signal }) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))"
    try await Self.evaluate(
      "api.js",
      [
        ("await m.ask('x', 'weather', { fetch: \(hung), deadline: 1 }).catch((e) => e.code)", "slow"),
        (
          "await m.ask('x', 'weather', { fetch: async () => { throw new TypeError('x') } }).catch((e) => e.code)",
          "unreachable"
        ),
        (
          "(await m.ask('x', 'w', { fetch: async () => Response.json({ a: 1 }, { headers: { 'x-served-by': 'w-1' } }) })).servedBy",
          "w-1"
        ),
        ("await m.ask('x', 'w', { fetch: async () => new Response('<html>') }).catch((e) => e.code)", "empty"),
        ("m.deadlineMilliseconds", 8000),
      ])
  }
}

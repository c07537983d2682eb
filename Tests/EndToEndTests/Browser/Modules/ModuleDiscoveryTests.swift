import Testing

extension BrowserTests.ModuleTests {
  @Test func the_portals_account_of_discovery_is_read_in_any_of_its_shapes() async throws {
    let read = """
      (d) => {
        const r = m.readDiscovery(d);
        return [r.strategy, ...(r.services.get('weather')?.endpoints ?? []).map((e) => e.address)];
      }
      """
    try await Self.evaluate(
      "discovery/document.js",
      [
        (
          "(\(read))({ strategy: 'consul', services: [{ service: 'weather', endpoints: [{ address: '10.0.0.1', port: 80 }] }] })",
          ["consul", "10.0.0.1:80"]
        ),
        (
          "(\(read))({ strategy: 'static', services: { weather: { endpoints: [{ address: '10.0.0.1:80' }] } } })",
          ["static", "10.0.0.1:80"]
        ),
        ("(\(read))({ services: [{ name: 'weather', strategy: 'weave' }] })", ["weave"]), ("(\(read))(null)", [nil]),
      ])
  }

  @Test func whatever_a_document_holds_each_member_is_what_the_page_expects_or_null() async throws {
    let odd = "[null, 7, 'x', true, [], {}, [null, 7, 'x', [], {}], { weather: 7 }]"
    let members = [
      "strategy", "strategies", "switchable", "control", "services", "question", "status", "age", "records", "lookup",
      "endpoints", "attempts", "service", "address", "name",
    ]
    try await Self.evaluate(
      "discovery/document.js",
      [
        // Any odd value at any place: reading never throws, and never gives undefined or NaN.
        (
          """
          (() => {
            const texts = [];
            for (const value of \(odd)) {
              texts.push(m.readDiscovery(value));
              for (const member of \(members)) {
                const service = { service: "weather", question: { name: "q" }, records: [{}], endpoints: [{ address: "a:1" }] };
                texts.push(m.readDiscovery({ strategy: "static", services: [service], [member]: value }));
                texts.push(m.readDiscovery({ services: [{ ...service, [member]: value }] }));
                texts.push(m.readDiscovery({ services: [{ ...service, endpoints: [{ address: "a:1", [member]: value }] }] }));
                texts.push(m.readDiscovery({ services: [{ ...service, lookup: { [member]: value }, records: [value] }] }));
              }
            }
            const wrong = (value) => value === undefined || Number.isNaN(value)
              || (value instanceof Map ? [...value.keys(), ...value.values()] : Object.values(Object(value))).some(
                (inner) => typeof value !== "string" && wrong(inner));
            return texts.filter(wrong).length;
          })()
          """, 0
        ),
        ("m.readDiscovery({ switchable: 'true', control: 1 }).switchable", false),
        ("m.readDiscovery({ control: 1 }).control", false),
        ("m.readDiscovery({ strategies: ['consul', 'consul', 7, null, ''] }).strategies", ["consul"]),
        ("m.readDiscovery({ strategy: 'x'.repeat(10000) }).strategy.length", 400),
        (
          """
          ((s) => [s.endpoints.length, s.endpointsLeftOut, s.records.length, s.recordsLeftOut])(m.readDiscovery({ services: [{
            service: "w", endpoints: Array.from({ length: 5000 }, (_, n) => ({ address: `a:${n}` })), records: Array(100).fill({}),
          }] }).services.get("w"))
          """, [48, 4952, 24, 76]
        ),
        ("m.readDiscovery({ services: [{ service: 'w' }] }).services.get('w').question", nil),
        ("m.readDiscovery({ services: [{ service: 'w', age: 'soon' }] }).services.get('w').age", nil),
      ])
  }

  @Test func instances_and_endpoints_meet_by_address_in_an_order_that_stays() async throws {
    let rows = """
      (endpoints, instances, labels = []) => m.rowsOf({ name: "w", endpoints: endpoints.map(([address, id = null]) => ({ address, id })) },
        m.readInstances({ instances: instances.map(([name, address, state = "running"]) => ({ name, service: "w", address, state })) }),
        new Map(labels)).map((row) => [row.name, row.address, row.endpoint !== null, row.instance?.state ?? null])
      """
    try await Self.evaluate(
      "discovery/demo.js",
      [
        (
          "(\(rows))([['b:1'], ['a:1']], [['w-10', 'a:1'], ['w-2', 'b:1'], ['w-3', 'c:1', 'stopped']])",
          [
            ["w-2", "b:1", true, "running"], ["w-3", "c:1", false, "stopped"], ["w-10", "a:1", true, "running"],
          ]
        ),
        // The one that runs has the address, not the one that had it before.
        (
          "(\(rows))([['a:1']], [['w-1', 'a:1', 'ended'], ['w-2', 'a:1']])",
          [["w-1", "a:1", false, "ended"], ["w-2", "a:1", true, "running"]]
        ),
        // Names without a demo: what answers said, else the id, unless that is the address again.
        (
          "(\(rows))([['a:1', 'x'], ['b:1', 'b:1']], [], [['a:1', 'w-9']])",
          [[nil, "b:1", true, nil], ["w-9", "a:1", true, nil]]
        ),
        ("(\(rows))([['a:1', 'task-7']], [])", [["task-7", "a:1", true, nil]]),
        ("(\(rows))([['a:1'], ['a:1']], []).length", 2),
        (
          "m.readInstances({ instances: [null, 7, { name: 'x' }, { name: 'x', service: 's', actions: 'kill' }] })[0].actions",
          []
        ),
        ("m.readInstances(null)", []),
        ("m.readInstances({ instances: ['', '.', '..', ' '].map((name) => ({ name, service: 's' })) })", []),
        (
          "m.readInstances({ instances: Array.from({ length: 500 }, (_, n) => ({ name: `${n}`, service: 's' })) }).length",
          64
        ),
        ("m.replaced([{ name: 'a', state: 1 }], { name: 'a', state: 2 })", [["name": "a", "state": 2]]),
        ("m.replaced([{ name: 'a' }], { name: 'b' }).map((i) => i.name)", ["a", "b"]),
        ("m.replaced([{ name: 'a' }], null).length", 1),
      ])
  }

  @Test func an_action_and_its_opposite_share_a_button() async throws {
    let shown = "(...actions) => m.buttonsFor(actions).map((b) => (b.possible ? b.action : `(${b.action})`))"
    try await Self.evaluate(
      "discovery/demo.js",
      [
        ("(\(shown))('stop', 'kill', 'pause', 'slow')", ["pause", "slow", "stop", "kill"]),
        ("(\(shown))('kill', 'resume')", ["resume", "(slow)", "(stop)", "kill"]),
        ("(\(shown))('stop', 'kill', 'pause', 'resume')", ["pause", "resume", "stop", "kill"]),
        ("(\(shown))('start')", ["(pause)", "(slow)", "start", "(kill)"]),
        ("(\(shown))('explode')", ["(pause)", "(slow)", "(stop)", "(kill)"]),
      ])
  }

  @Test func only_a_state_that_became_another_is_news() async throws {
    let row =
      "(key, state, process) => ({ key, name: key, endpoint: state && { state }, instance: process && { state: process } })"
    try await Self.evaluate(
      "discovery/demo.js",
      [
        (
          """
          ((r) => m.changes([r("a", "available"), r("b", "available", "running"), r("c", "ejected")],
            [r("a", "available"), r("b", "ejected", "paused"), r("c", null, "ended"), r("d", "available")]))(\(row))
          """, ["b: ejected, paused", "c: not listed, ended"]
        ),
        ("m.changes([], [])", []),
      ])
  }

  @Test func every_state_has_a_word_a_shape_and_no_unknown_one_breaks_anything() async throws {
    try await Self.evaluate(
      "discovery/words.js",
      [
        (
          "[m.statuses, m.endpointStates, m.processStates].every((t) => Object.values(t).every(([w, s]) => w && m.shape(s).childElementCount > 0))",
          true
        ),
        (
          "[m.statuses, m.endpointStates].every((t) => new Set(Object.values(t).map(([, s]) => s)).size === Object.keys(t).length)",
          true
        ),
        ("m.look(m.statuses, 'constructor')[0]", "constructor"), ("m.look(m.statuses, null)[0]", "unknown"),
        ("m.strategyName('cloudmap')", "Cloud Map"), ("m.strategyName('static', { sentence: true })", "a fixed list"),
        ("m.strategyName('etcd')", "etcd"), ("m.strategyName('consul-api')", "Consul API"),
        ("m.strategyName('toString')", "toString"),
      ])
    try await Self.evaluate(
      "discovery/countdown.js",
      [
        ("[m.left(5, 1.5), m.left(1, 9), m.left(null, 1)]", [3.5, 0, nil]),
        ("m.share({ ttl: 60, ttlLeft: 40 }, 10)", 0.5), ("m.share({ ttl: 0, ttlLeft: 0.5 }, 0)", 0),
        ("m.share({ ttl: 60, ttlLeft: 900 }, 0)", 1), ("m.share({ ttl: null, ttlLeft: null }, 0)", 0),
        ("m.share({ ttl: -5, ttlLeft: -1 }, 0)", 0),
      ])
    try await Self.evaluate(
      "format.js",
      [
        ("[0.44, 9.97, 42.3, 300, 86400].map((s) => m.seconds(s, 'en-US'))", ["0.4s", "10.0s", "42s", "5m", "24h"]),
        ("m.seconds(null)", "–"), ("[0.44, 12.6].map((s) => m.latency(s, 'en-US'))", ["0.4 ms", "13 ms"]),
        ("m.latency('x')", "–"),
      ])
  }
}

import Testing

extension BrowserTests.ModuleTests {
  @Test func live_work_goes_on_only_while_it_is_wanted_and_the_page_is_seen() async throws {
    let play = """
      async (script) => {
        const page = Object.assign(new EventTarget(), { hidden: false });
        let count = 0, waiting = null;
        const live = new m.Live(() => { count += 1; waiting?.(); }, 1, page);
        const more = () => new Promise((done) => { waiting = done; });
        const still = async () => { const before = count; await new Promise((done) => setTimeout(done, 40)); return count === before; };
        const hide = (hidden) => { page.hidden = hidden; page.dispatchEvent(new Event("visibilitychange")); };
        const result = await script({ live, more, still, hide, page });
        live.on = false;
        return result;
      }
      """
    try await Self.evaluate(
      "live.js",
      [
        ("await (\(play))(async ({ still }) => still())", true),
        (
          "await (\(play))(async ({ live, more, still }) => { live.on = true; await more(); await more(); live.on = false; return still(); })",
          true
        ),
        (
          "await (\(play))(async ({ live, more, still, hide }) => { live.on = true; await more(); hide(true); return still(); })",
          true
        ),
        (
          "await (\(play))(async ({ live, more, still, hide }) => { live.on = true; hide(true); await still(); hide(false); await more(); return 'again'; })",
          "again"
        ),
        (
          "await (\(play))(async ({ live, more, still, hide }) => { hide(true); live.on = true; return still(); })",
          true
        ),
        // While work is under way it is not begun a second time; who is in a hurry gets one more after it.
        (
          """
          await (async () => {
            const page = Object.assign(new EventTarget(), { hidden: false });
            let running = 0, most = 0, count = 0, finish;
            const live = new m.Live(async () => {
              running += 1; most = Math.max(most, running); count += 1;
              await new Promise((done) => { finish = done; });
              running -= 1;
            }, 100000, page);
            live.on = true;
            live.hurry(); live.hurry();
            finish(); await Promise.resolve(); await new Promise((done) => setTimeout(done));
            finish(); await new Promise((done) => setTimeout(done));
            live.on = false;
            return [most, count];
          })()
          """, [1, 2]
        ),
      ])
  }

  @Test func continuous_asking_waits_for_each_service_and_keeps_a_bounded_past() async throws {
    try await Self.evaluate(
      "discovery/traffic.js",
      [
        ("Array.from({ length: 500 }, (_, n) => n).reduce(m.appended, []).length", 60),
        ("Array.from({ length: 500 }, (_, n) => n).reduce(m.appended, [])[59]", 499),
        (
          "['weather-1', 'stock-price-12', 'ip-10-0-0-123', 'über', '…', null].map(m.markOf)",
          ["1", "12", "23", "Ü", "?", "?"]
        ),
        (
          "m.summaryOf([{ instance: { label: 'b' }, failure: null }, { instance: null, failure: 'x' }, { instance: null, failure: null }])",
          "Last 3 answers: b 1, failed 1, unknown 1"
        ),
        // One service that never answers is asked once; the other goes on, and is counted from zero by a new start.
        (
          """
          await (async () => {
            const asked = [];
            const page = Object.assign(new EventTarget(), { hidden: false });
            const sections = ["hangs", "works"].map((service) => ({ service, prefix: service, examples: ["a", "b"] }));
            let enough;
            const reached = new Promise((done) => { enough = done; });
            const traffic = new m.Traffic(sections, () => { if (traffic.state.answers === 3) enough(); }, { page,
              ask: (path, service) => {
                asked.push(path);
                return service === "hangs" ? new Promise(() => {}) : Promise.resolve({ answer: {}, servedBy: "w-1, a:1", milliseconds: 1 });
              } });
            traffic.start();
            await reached;
            traffic.stop();
            const first = [asked.filter((path) => path.startsWith("hangs")).length, asked.filter((path) => path.startsWith("works")).slice(0, 3),
              traffic.state.answers, traffic.state.failures, traffic.state.lanes.get("works").at(-1).instance.label];
            traffic.start();
            traffic.stop();
            return [...first, traffic.state.answers];
          })()
          """, [1, ["works/a", "works/b", "works/a"], 3, 0, "w-1", 0]
        ),
      ])
  }

  @Test func of_choices_made_while_one_is_under_way_only_the_latest_is_sent() async throws {
    try await Self.evaluate(
      "discovery/strategy-switch.js",
      [
        (
          """
          await (async () => {
            const sent = [], done = [];
            const choice = new m.StrategySwitch((strategy) => {
              sent.push(strategy);
              return new Promise((resolve) => done.push(() => resolve({ strategies, strategy, switchable: true })));
            });
            const strategies = ["a", "b", "c", "d"];
            choice.show({ strategies, strategy: "a", switchable: true });
            const inputs = [...choice.element.querySelectorAll("input")];
            const pick = (index) => { inputs[index].checked = true; inputs[index].dispatchEvent(new Event("change")); };
            pick(1); pick(2); pick(3);
            // A document that came meanwhile does not take the choice away.
            choice.show({ strategies, strategy: "a", switchable: true });
            const meanwhile = inputs.find((input) => input.checked).value;
            done[0]();
            await new Promise((next) => setTimeout(next));
            done[1]();
            await new Promise((next) => setTimeout(next));
            return [...sent, meanwhile, inputs.find((input) => input.checked).value, choice.element.hidden];
          })()
          """, ["b", "d", "d", "d", false]
        )
      ])
  }

  @Test func a_keyed_list_moves_what_it_must_and_keeps_the_rest() async throws {
    let list = """
      (() => {
        const parent = document.createElement("div");
        document.body.append(parent);
        let made = 0, lost = 0;
        const list = new m.Keyed(parent, (item) => item, () => {
          made += 1;
          const element = document.createElement("button");
          return { element, show: (item) => { element.textContent = item; } };
        }, () => { lost += 1; });
        const finish = (value) => { parent.remove(); return value; };
        return { parent, list, finish, made: () => made, lost: () => lost, text: () => parent.textContent };
      })()
      """
    try await Self.evaluate(
      "keyed.js",
      [
        (
          "((l) => { l.list.show(['a', 'b', 'c']); l.list.show(['c', 'a', 'd']); return l.finish([l.text(), l.made()]); })(\(list))",
          ["cad", 4]
        ),
        ("((l) => { l.list.show(['a', 'a', 'b']); return l.finish(l.text()); })(\(list))", "ab"),
        (
          "((l) => { l.list.show(['a', 'b']); l.parent.lastChild.focus(); l.list.show(['x', 'b']); return l.finish([document.activeElement.textContent, l.lost()]); })(\(list))",
          ["b", 0]
        ),
        (
          "((l) => { l.list.show(['a', 'b']); l.parent.lastChild.focus(); l.list.show(['a']); return l.finish(l.lost()); })(\(list))",
          1
        ),
      ])
  }
}

// The picture at the top: the portal, the four services it knows by name, and the instances behind each name. A question
// lights the line it took. Everything in it is also text, in a list.
import { h, svg } from "./dom.js";
import { counted, merged } from "./instances.js";
import { chip } from "./table.js";

const rowHeight = 56;

export class Routes {
  #lists = new Map();
  #lines = new Map();
  #known = new Map();
  #tallies = new Map();
  #counts = new Map();

  constructor(element, sections) {
    const height = sections.length * rowHeight;
    const lines = sections.map((section, index) => {
      const y = rowHeight * (index + 0.5);
      const d = `M30 ${height / 2}C90 ${height / 2} 70 ${y} 128 ${y}`;
      const pulse = svg("path", { class: "pulse", d, pathLength: 100 });
      this.#lines.set(section.id, pulse);
      return svg("g", { data: { tint: section.id } }, svg("path", { class: "wire", d }), pulse,
        svg("circle", { class: "stop", cx: 130, cy: y, r: 5 }));
    });
    const items = sections.map((section) => {
      const instances = h("span", { class: "instances" });
      this.#lists.set(section.id, instances);
      return h("li", { data: { tint: section.id } }, h("a", { href: `#${section.id}` }, section.service), instances);
    });
    element.append(
      svg("svg", { class: "wires", viewBox: `0 0 140 ${height}` }, lines,
        svg("circle", { class: "hub", cx: 26, cy: height / 2, r: 17 }),
        svg("text", { class: "hub-name", x: 26, y: height / 2 + 36 }, "portal")),
      h("ul", { "aria-label": "Services and the instances behind them" }, items));
    for (const section of sections) this.#show(section);
    this.sections = sections;
  }

  /** `services`: by name, what the portal knows of each service. */
  showKnown(services) {
    this.#known = services;
    for (const section of this.sections) this.#show(section);
  }

  /** An answer of `instance`, or (null) a tally that changed without one. */
  showAnswer(section, tally, instance) {
    this.#tallies.set(section.id, tally);
    this.#show(section);
    if (instance !== null) this.#light(section);
  }

  /** An answer of `instance` to a question that is no row of its section. */
  count(section, instance) {
    this.#counts.set(section.id, counted(this.#counts.get(section.id) ?? [], instance));
    this.#show(section);
    this.#light(section);
  }

  /** Who answered how often, in the order of the colours: first those whom the section knows. */
  tallyOf(section) {
    return merged(this.#tallies.get(section.id) ?? [], this.#counts.get(section.id) ?? []);
  }

  /** Lights the line that a question took. */
  #light(section) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#lines.get(section.id).animate(
      [{ strokeDashoffset: 30, opacity: 1 }, { strokeDashoffset: -100, opacity: 1 }], { duration: 900, easing: "ease-in-out" });
  }

  #show(section) {
    const tally = this.tallyOf(section);
    const silent = (this.#known.get(section.service)?.endpoints ?? [])
      .filter((endpoint) => !tally.some((item) => item.address === endpoint.address));
    const chips = [
      ...tally.map((item) => chip(item, tally, h("span", { class: "times" }, ` ×${item.count}`))),
      ...silent.map((endpoint) => h("span", { class: "chip silent" }, endpoint.address)),
    ];
    const more = chips.length > 3 ? [h("span", { class: "more" }, `+${chips.length - 3}`)] : [];
    this.#lists.get(section.id).replaceChildren(
      ...(chips.length === 0 ? [h("span", { class: "more" }, "not asked yet")] : [...chips.slice(0, 3), ...more]));
  }
}

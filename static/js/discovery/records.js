// The records of DNS, each with a ring that empties while its time to live runs out.
import { h, setText, svg } from "../dom.js";
import { seconds, unknown } from "../format.js";
import { Keyed } from "../keyed.js";
import { left, share } from "./countdown.js";

export class Records {
  element = h("ul", { class: "records", role: "list" });
  #list = new Keyed(this.element, ({ key }) => key, () => new Line());

  /** `asked` is the name in the question: a record of that name need not repeat it. */
  show(records, asked) {
    const twins = new Map();
    this.element.hidden = records.length === 0;
    this.#list.show(records.map((record) => {
      const key = JSON.stringify([record.name, record.type, record.data]);
      twins.set(key, (twins.get(key) ?? 0) + 1);
      return { ...record, asked, key: `${key}#${twins.get(key)}` };
    }));
  }

  /** Shows the times as they are `elapsed` seconds after the records came. */
  tick(elapsed) {
    for (const line of this.#list.views) line.tick(elapsed);
  }
}

class Line {
  #record = null;
  #rest = svg("circle", { class: "rest", cx: 8, cy: 8, r: 4, pathLength: 100 });
  #time = h("span", { class: "figure time" });
  #type = h("span", { class: "type" });
  #name = h("span", { class: "owner code" });
  #data = h("span", { class: "code" });
  element = h("li", {},
    svg("svg", { class: "clock", viewBox: "0 0 16 16" }, svg("circle", { class: "face", cx: 8, cy: 8, r: 7 }), this.#rest),
    this.#time, this.#type, h("span", { class: "data" }, this.#name, this.#data));

  show(record) {
    this.#record = record;
    setText(this.#type, record.type ?? unknown);
    setText(this.#name, record.name === null || record.name === record.asked ? "" : `${record.name} `);
    setText(this.#data, record.data ?? unknown);
    this.#time.title = record.ttl === null ? "" : `Time to live: ${seconds(record.ttl)}`;
  }

  /** A TTL of zero runs down in no time: it is said, not counted. */
  tick(elapsed) {
    setText(this.#time, this.#record.ttl === 0 ? "TTL 0" : seconds(left(this.#record.ttlLeft, elapsed)));
    this.#rest.setAttribute("stroke-dasharray", `${(100 * share(this.#record, elapsed)).toFixed(1)} 100`);
  }
}

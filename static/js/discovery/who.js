// Who is who: the name behind an address, and the colour that an instance has everywhere on the page.
import { tones } from "../instances.js";

/** Addresses whose names are remembered. */
const mostLabels = 200;

export class Who {
  #sections; #routes;
  labels = new Map();

  /** `routes` knows who has answered; what it remembers from before is learnt at once. */
  constructor(sections, routes) {
    this.#sections = sections;
    this.#routes = routes;
    for (const section of sections) for (const instance of routes.tallyOf(section)) this.learn(instance);
  }

  /** The name of an instance, as an answer told it. The one that was told longest ago goes first. */
  learn(instance) {
    if (instance === null || instance.address === null) return;
    this.labels.delete(instance.address);
    this.labels.set(instance.address, instance.label);
    if (this.labels.size > mostLabels) this.labels.delete(this.labels.keys().next().value);
  }

  /** The number of the colour; those of `rows` that have not answered yet come after those that have. Null for others. */
  toneOf(service, instance, rows) {
    const section = this.#sections.find((candidate) => candidate.service === service);
    const tally = section === undefined ? [] : this.#routes.tallyOf(section);
    const later = rows.map(({ name, address }) => ({ label: name, address }))
      .filter((row) => !tally.some((item) => same(item, row)));
    const position = [...tally, ...later].findIndex((item) => instance !== null && same(item, instance));
    return position < 0 ? null : position % tones;
  }
}

function same(one, other) {
  return (one.address !== null && one.address === other.address) || (one.label !== null && one.label === other.label);
}

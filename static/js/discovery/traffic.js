// Questions asked continuously, a few a second, spread over the services: whoever disturbs an instance meanwhile sees
// whether anybody would have noticed.
import { Live } from "../live.js";
import { ask } from "../api.js";
import { instanceOf } from "../instances.js";
import { path } from "../query.js";

export const perSecond = 5;

/** How many of the latest answers are kept of each service. */
export const kept = 60;

/** `events` with `event` as the newest. */
export function appended(events, event) {
  return [...events, event].slice(-kept);
}

/** The mark of an instance in a strip: the number its name ends in, else its first letter. */
export function markOf(label) {
  return /\d{1,2}$/.exec(label ?? "")?.[0] ?? label?.match(/[\p{L}\p{N}]/u)?.[0].toUpperCase() ?? "?";
}

/** The strip in words. */
export function summaryOf(events) {
  const counts = new Map();
  for (const { instance, failure } of events) {
    const what = failure === null ? instance?.label ?? "unknown" : "failed";
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const parts = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`);
  return `Last ${events.length} answers: ${parts.join(", ")}`;
}

const nothing = () => ({ asked: 0, answers: 0, failures: 0, lastFailure: null, lanes: new Map() });

export class Traffic {
  #sections; #onEvent; #ask; #live;
  #turn = 0;
  #waiting = new Set();
  #run = {};
  state = nothing();

  /** `onEvent(section, event)` is told of each answer and failure; `ask` and `page` are there for tests. */
  constructor(sections, onEvent, { ask: question = ask, page = document } = {}) {
    this.#sections = sections;
    this.#onEvent = onEvent;
    this.#ask = question;
    this.#live = new Live(() => this.#next(), 1000 / perSecond, page);
  }

  get on() {
    return this.#live.on;
  }

  /** Each start counts from zero. */
  start() {
    this.state = nothing();
    this.#run = {};
    this.#waiting.clear();
    this.#live.on = true;
  }

  stop() {
    this.#live.on = false;
  }

  /** At most one question waits at each service: one that hangs slows down no other, and gets no heap of questions. */
  #next() {
    const section = this.#sections[this.#turn % this.#sections.length];
    const example = section.examples[Math.floor(this.#turn / this.#sections.length) % section.examples.length];
    this.#turn += 1;
    if (!this.#waiting.has(section.service)) this.#put(section, path(section.prefix, example), this.#run);
  }

  async #put(section, address, run) {
    this.#waiting.add(section.service);
    let event;
    try {
      const { answer, servedBy, milliseconds } = await this.#ask(address, section.service);
      const instance = instanceOf(answer, servedBy);
      event = { instance, milliseconds, failure: null };
    } catch (failure) {
      event = { instance: null, milliseconds: null, failure: failure.message };
    }
    if (run !== this.#run) return;
    this.#waiting.delete(section.service);
    const { state } = this;
    state.asked += 1;
    if (event.failure === null) state.answers += 1;
    else {
      state.failures += 1;
      state.lastFailure = `${section.service}: ${event.failure}`;
    }
    event.id = String(state.asked);
    state.lanes.set(section.service, appended(state.lanes.get(section.service) ?? [], event));
    this.#onEvent(section, event);
  }
}

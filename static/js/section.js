// One section at work: asks, remembers, sorts, removes. State is replaced, never edited, so that every change is one
// assignment followed by one `#show`.
import { ask } from "./api.js";
import { counted, instanceOf, timingOf } from "./instances.js";
import { pressed } from "./order.js";
import { Failure } from "./problem.js";
import { key, path, tidy } from "./query.js";
import { SectionView } from "./section-view.js";
import { sourcesOf } from "./source.js";
import { restored, upsert } from "./store.js";
import { Table, answered } from "./table.js";

/** How many questions "Ask all again" has under way at once: a section of fifty rows is no load test. */
const atOnce = 4;

export class Section {
  #entries; #tally; #memory; #section; #table; #view; #onAnswer;
  #sort = { key: answered.key, direction: "descending" };
  #pending = new Map();
  #fresh = null;

  /** `onAnswer(section, tally, instance)` is told of every answer, and once at the start of what was remembered. */
  constructor(card, section, memory, onAnswer) {
    this.#section = section;
    this.#memory = memory;
    this.#onAnswer = onAnswer;
    ({ entries: this.#entries, tally: this.#tally } = memory.load());
    this.#table = new Table(section, {
      sort: (column) => this.#order(column),
      refresh: (id) => this.#refresh(id),
      remove: (id) => this.#remove(id),
    });
    this.#view = new SectionView(card, section, this.#table.element, {
      submit: (typed) => this.submit(typed),
      clear: () => this.#clear(),
      refreshAll: () => this.#refreshAll(),
    });
    this.#show();
    onAnswer(section, this.#tally, null);
  }

  /** Asks for what was typed. The same entry is not asked twice at once. */
  async submit(typed) {
    const { prefix, label } = this.#section;
    const address = path(prefix, typed);
    if (address === null) {
      const message = tidy(typed) === "" ? `Type something first: ${label}.` : "A name of dots alone has no address.";
      this.#fail(new Failure("refused", message), typed);
      this.#view.input.focus();
      return;
    }
    const query = tidy(typed);
    if (this.#pending.has(key(query))) return;
    this.#pending.set(key(query), query);
    this.#view.clearProblem();
    this.#show();
    try {
      this.#accept(query, await ask(address, this.#section.service));
      if (key(this.#view.input.value) === key(query)) this.#view.input.value = "";
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#fail(error, query);
    } finally {
      this.#pending.delete(key(query));
      this.#show();
    }
  }

  /** Two ways to ask for one thing ("NYC", "New York") are one row: the answer says what it is about. */
  #accept(query, { answer, servedBy, serverTiming, milliseconds }) {
    const id = key(this.#section.identity(answer) ?? query);
    const instance = instanceOf(answer, servedBy);
    this.#entries = upsert(this.#entries, {
      id, query, answer, instance, milliseconds: Math.round(milliseconds), timing: timingOf(serverTiming), at: Date.now(),
    });
    this.#tally = counted(this.#tally, instance);
    this.#fresh = id;
    this.#keep();
    const by = instance === null ? "" : `, answered by ${instance.label}`;
    this.#view.announce(`${this.#section.name(answer) ?? query}${by} in ${Math.round(milliseconds)} milliseconds.`);
    this.#onAnswer(this.#section, this.#tally, instance);
  }

  #fail(failure, query) {
    this.#view.showProblem(failure, { submit: (name) => this.submit(name), retry: () => this.submit(query) });
  }

  #refresh(id) {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    return entry === undefined ? undefined : this.submit(entry.query);
  }

  async #refreshAll() {
    const waiting = this.#entries.map((entry) => entry.query);
    const worker = async () => {
      for (let query = waiting.pop(); query !== undefined; query = waiting.pop()) await this.submit(query);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  #remove(id) {
    const removed = this.#entries.find((entry) => entry.id === id);
    const next = this.#table.neighbour(id);
    this.#drop([removed], `Removed ${this.#section.name(removed.answer) ?? removed.query}.`);
    if (next === null || !this.#table.focus(next, "remove")) this.#view.input.focus();
  }

  #clear() {
    this.#drop(this.#entries, `Removed all ${this.#entries.length}.`);
    this.#view.input.focus();
  }

  /** Undo also brings back the tally, which goes when the last row goes. */
  #drop(removed, words) {
    const tally = this.#tally;
    this.#entries = this.#entries.filter((entry) => !removed.includes(entry));
    if (this.#entries.length === 0) this.#tally = [];
    this.#changed();
    this.#view.announce(words, () => {
      this.#entries = restored(this.#entries, removed);
      if (this.#tally.length === 0) this.#tally = tally;
      this.#changed();
      this.#view.announce("Put back.");
    });
  }

  #changed() {
    this.#fresh = null;
    this.#keep();
    this.#show();
    this.#onAnswer(this.#section, this.#tally, null);
  }

  #order(column) {
    this.#sort = pressed(this.#sort, column);
    this.#fresh = null;
    this.#show();
    this.#view.announce(`Sorted by ${column.title.toLowerCase()}, ${this.#sort.direction}.`);
  }

  #keep() {
    this.#memory.save(this.#entries, this.#tally);
  }

  #show() {
    const asking = new Set(this.#entries.filter((entry) => this.#pending.has(key(entry.query))).map((entry) => entry.id));
    this.#table.show(this.#entries, this.#tally, this.#sort, asking, this.#fresh);
    this.#view.showState(this.#entries, this.#tally, sourcesOf(this.#entries));
    this.#view.showBusy([...this.#pending.values()]);
  }
}

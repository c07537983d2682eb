// The discovery panel at work. While it is open and the page is seen, it asks about once a second what the portal knows, and
// where the local demo can be controlled also which instances run; closed, it asks nothing.
import { ask } from "../api.js";
import { Live } from "../live.js";
import { Failure } from "../problem.js";
import { segment } from "../query.js";
import { changes, readInstance, readInstances, replaced, rowsOf } from "./demo.js";
import { readDiscovery } from "./document.js";
import { PanelView } from "./panel-view.js";
import { Traffic } from "./traffic.js";
import { Who } from "./who.js";
import { strategyName } from "./words.js";

const refresh = 1000;
const countdown = 200;

export class Panel {
  #element; #sections; #routes; #onDocument; #view; #document; #traffic; #who;
  #instances = [];
  #rows = new Map();
  #pending = new Set();
  #received = performance.now();
  #newest = 0;
  #asked = 0;
  #poll = new Live(() => this.#refresh(), refresh);
  #clock = new Live(() => this.#tick(), countdown);

  /** `element` is a `details`; `onDocument(document)` is told of each new one. */
  constructor(element, sections, routes, document, onDocument) {
    this.#element = element;
    this.#sections = sections;
    this.#routes = routes;
    this.#document = document;
    this.#onDocument = onDocument;
    this.#traffic = new Traffic(sections, (section, event) => this.#answered(section, event));
    this.#who = new Who(sections, routes);
    element.addEventListener("toggle", () => this.#toggled());
    element.hidden = false;
    // An address that ends in the panel's name opens it, now and later: so it is open again after a reload.
    const followed = () => {
      if (location.hash === `#${element.id}`) element.open = true;
    };
    addEventListener("hashchange", followed);
    followed();
  }

  /** The name of an instance, as an answer told it. */
  learn(instance) {
    this.#who.learn(instance);
  }

  /** Built when first opened: most visitors never open it. */
  #toggled() {
    const { open } = this.#element;
    if (open) this.#view ??= this.#built();
    if (!open) this.#traffic.stop();
    if (this.#view !== undefined) this.#showAsking();
    this.#poll.on = open;
    this.#clock.on = open;
  }

  #built() {
    this.#view = new PanelView(this.#element, {
      choose: (strategy) => this.#choose(strategy),
      act: (instance, action) => this.#act(instance, action),
      add: (service) => this.#add(service),
      toggleAsking: () => {
        if (this.#traffic.on) this.#traffic.stop();
        else this.#traffic.start();
        this.#showAsking();
      },
    }, (service) => this.#section(service)?.id ?? null);
    this.#show();
    return this.#view;
  }

  #section(service) {
    return this.#sections.find((section) => section.service === service);
  }

  async #refresh() {
    const turn = ++this.#asked;
    try {
      const [document, instances] = await Promise.all([
        ask("discovery", "portal"),
        this.#document.control ? ask("demo/instances", "demo control") : { answer: null },
      ]);
      // What was asked for before something changed may be older than what that change gave.
      if (turn > this.#newest) this.#accept(turn, readDiscovery(document.answer), readInstances(instances.answer));
      this.#view.showOld("");
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#view.showOld(`Not up to date. ${error.message}`);
    }
  }

  #accept(turn, document, instances = this.#instances) {
    this.#newest = turn;
    this.#received = performance.now();
    const before = { strategy: this.#document.strategy, rows: this.#rows };
    this.#document = document;
    this.#instances = instances;
    this.#show();
    this.#onDocument(document);
    const news = document.strategy === before.strategy
      ? [...this.#rows].flatMap(([name, rows]) => changes(before.rows.get(name) ?? [], rows))
      : [`Found through ${strategyName(document.strategy, { sentence: true })}`];
    if (news.length > 0) this.#view.announce(`${news.slice(0, 4).join(". ")}.`);
  }

  /** The services in the order of the page, then any others. */
  #show() {
    const place = ({ name }) => {
      const index = this.#sections.findIndex((section) => section.service === name);
      return index < 0 ? this.#sections.length : index;
    };
    const { control } = this.#document;
    const services = [...this.#document.services.values()].toSorted((a, b) => place(a) - place(b));
    this.#rows = new Map(services.map((service) => [service.name, rowsOf(service, control ? this.#instances : [], this.#who.labels)]));
    this.#view.show(this.#document, services.map((service) => ({
      service, rows: this.#rows.get(service.name), control, pending: this.#pending,
      toneOf: ({ name, address }) => this.#toneOf(service.name, { label: name, address }),
    })));
    this.#element.classList.toggle("controlled", control);
    this.#tick();
  }

  #answered(section, event) {
    if (event.failure === null) {
      this.learn(event.instance);
      this.#routes.count(section, event.instance);
    } else {
      this.#view.announce(`A question failed. ${this.#traffic.state.lastFailure}`);
    }
    this.#showAsking(section.service);
  }

  #showAsking(service) {
    const { state } = this.#traffic;
    this.#view.showAsking(this.#traffic);
    for (const name of service === undefined ? this.#document.services.keys() : [service]) {
      this.#view.showAnswers(name, state.lanes.get(name) ?? [], ({ instance }) => this.#toneOf(name, instance) ?? 0);
    }
  }

  #toneOf(service, instance) {
    return this.#who.toneOf(service, instance, this.#rows.get(service) ?? []);
  }

  #tick() {
    this.#view.tick((performance.now() - this.#received) / 1000);
  }

  async #choose(strategy) {
    try {
      const { answer } = await ask("discovery/strategy", "portal", { body: { strategy } });
      this.#accept(++this.#asked, readDiscovery(answer));
      this.#view.problem.clear();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#view.problem.show(error.message);
    }
    return this.#document;
  }

  #act({ name, service }, action) {
    return this.#change(name, service, `demo/instances/${segment(name)}/${segment(action)}`);
  }

  #add(service) {
    return this.#change(`+${service}`, service, `demo/services/${segment(service)}/instances`);
  }

  /** Posts to the demo, and shows at once what it says of the instance; `key` is what must not be pressed meanwhile. */
  async #change(key, service, path) {
    if (this.#pending.has(key)) return;
    this.#pending.add(key);
    this.#show();
    const { problem } = this.#view.serviceView(service);
    try {
      const { answer } = await ask(path, "demo control", { body: {} });
      this.#newest = ++this.#asked;
      this.#instances = replaced(this.#instances, readInstance(answer));
      problem.clear();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problem.show(error.message);
    } finally {
      this.#pending.delete(key);
      this.#show();
      this.#poll.hurry();
    }
  }
}

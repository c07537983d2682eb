// The table of one service's instances: what discovery knows of each, and, in the local demo, the buttons that disturb it.
import { h, setText, unseen } from "../dom.js";
import { count, latency, seconds, unknown } from "../format.js";
import { Keyed } from "../keyed.js";
import { left } from "./countdown.js";
import { buttonsFor } from "./demo.js";
import { Mark } from "./mark.js";
import { endpointStates, look, processStates } from "./words.js";

export class Rows {
  #body = h("tbody", { role: "rowgroup" });
  #list;

  /** `handlers`: act(instance, action), lostFocus(). */
  constructor(service, handlers) {
    this.#list = new Keyed(this.#body, (row) => row.key, (row) => new Row(row, handlers), handlers.lostFocus);
    const head = (title, kind = "text") => h("th", { role: "columnheader", scope: "col", class: kind }, title);
    this.element = h("table", { role: "table", class: "endpoints" },
      h("caption", { class: "unseen" }, `Instances of ${service}`),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
        head("Instance"), head("State", "text state"), head("In flight", "number inflight"), head("Latency", "number took"),
        head("Requests", "number requests"),
        head(unseen("Disturb it"), "disturb"))),
      this.#body);
  }

  /** `differing`: whether priorities and weights are worth showing; `toneOf(row)`: the colour; `pending`: names of instances. */
  show(rows, { differing, toneOf, pending }) {
    this.element.hidden = rows.length === 0;
    this.#list.show(rows.map((row) => ({ ...row, differing, tone: toneOf(row), pending: pending.has(row.instance?.name) })));
  }

  /** Shows the times as they are `elapsed` seconds after the document came. */
  tick(elapsed) {
    for (const row of this.#list.views) row.tick(elapsed);
  }
}

class Row {
  #name = h("span", { class: "chip-label" });
  #chip = h("span", { class: "chip" }, this.#name);
  #address = h("span", { class: "sub code" });
  #order = h("span", { class: "sub" });
  #state = new Mark();
  #process = new Mark();
  #probe = h("span", { class: "sub figure" });
  #error = h("span", { class: "sub wrong" });
  #figures = ["inFlight", "latency", "requests"].map(() => h("span", { class: "figure" }));
  #failed = h("span", { class: "sub figure" });
  #buttons = h("div", { class: "buttons" });
  #cell = h("td", { role: "cell", class: "disturb" });
  #places = new Map();
  #handlers;
  #instance = null;
  #ejectedFor = null;

  constructor({ key }, handlers) {
    this.#handlers = handlers;
    const [inFlight, took, requests] = this.#figures;
    const cell = (title, kind, ...children) => h("td", { role: "cell", class: kind, data: { title } }, children);
    this.element = h("tr", { role: "row", data: { row: key } },
      h("th", { role: "rowheader", scope: "row", class: "text" }, this.#chip, this.#address, this.#order),
      cell("State", "state", this.#state.element, this.#probe, this.#process.element, this.#error),
      cell("In flight", "number inflight", inFlight),
      cell("Latency", "number took", took),
      cell("Requests", "number requests", requests, this.#failed),
      this.#cell);
  }

  show({ name, address, endpoint, instance, differing, tone, pending }) {
    this.#instance = instance;
    setText(this.#name, name ?? address);
    this.#chip.setAttribute("class", tone === null ? "chip silent" : `chip tone-${tone}`);
    setText(this.#address, name === null ? "" : address ?? "");
    setText(this.#order, differing && endpoint !== null
      ? `priority ${count(endpoint.priority)}, weight ${count(endpoint.weight)}` : "");
    this.#showState(endpoint, instance);
    const [inFlight, took, requests] = this.#figures;
    setText(inFlight, endpoint === null ? unknown : count(endpoint.inFlight));
    setText(took, endpoint === null ? unknown : latency(endpoint.latencyMs));
    setText(requests, endpoint === null ? unknown : count(endpoint.requests));
    const failures = endpoint?.failures ?? 0;
    setText(this.#failed, failures > 0 ? `${count(failures)} failed` : "");
    this.element.classList.toggle("gone", endpoint === null);
    this.#showButtons(instance, pending);
  }

  /** An ejected endpoint gets no question until a probe of its own succeeds. */
  tick(elapsed) {
    const rest = left(this.#ejectedFor, elapsed);
    setText(this.#probe, rest === null ? "" : rest === 0 ? "probe due" : `probe in ${seconds(rest)}`);
  }

  #showState(endpoint, instance) {
    this.#ejectedFor = endpoint?.state === "ejected" ? endpoint.ejectedFor : null;
    this.#state.show(look(endpointStates, endpoint === null ? "unlisted" : endpoint.state));
    const process = instance?.state ?? null;
    this.#process.element.hidden = process === null || process === "running";
    if (process !== null) this.#process.show(look(processStates, process), "process ");
    setText(this.#error, endpoint?.lastError ?? "");
    this.#error.classList.toggle("past", endpoint?.state === "available");
  }

  /** A button that is off stays where it is and keeps the focus: `aria-disabled`, not `disabled`. */
  #showButtons(instance, pending) {
    if (instance === null) {
      this.#cell.replaceChildren();
      return;
    }
    if (this.#buttons.parentElement === null) this.#cell.append(this.#buttons);
    for (const { place, action, possible } of buttonsFor(instance.actions)) {
      if (!this.#places.has(place)) this.#places.set(place, this.#button(place));
      const button = this.#places.get(place);
      setText(button, action[0].toUpperCase() + action.slice(1));
      button.dataset.action = action;
      button.setAttribute("aria-label", `${button.textContent} ${instance.name}`);
      button.setAttribute("aria-disabled", String(!possible || pending));
    }
  }

  #button(place) {
    const button = h("button", { type: "button", class: "quiet", data: { place }, on: { click: () => {
      if (button.getAttribute("aria-disabled") === "false") this.#handlers.act(this.#instance, button.dataset.action);
    } } });
    this.#buttons.append(button);
    return button;
  }
}

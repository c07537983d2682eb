// The choice of a strategy. Arrow keys choose as they move, so choices may come faster than answers: while one is under way
// only the latest of the others is remembered.
import { h } from "../dom.js";
import { strategyName } from "./words.js";

export class StrategySwitch {
  #change;
  #choices = h("div", { class: "choices" });
  #shown = "";
  #wanted = null;
  #busy = false;
  element = h("fieldset", { class: "strategies" }, h("legend", {}, "Found through"), this.#choices);

  /** `change(strategy)` resolves once the portal has changed, or has said why not. */
  constructor(change) {
    this.#change = change;
  }

  show({ strategies, strategy, switchable }) {
    this.element.hidden = !switchable || strategies.length === 0;
    if (this.#shown !== JSON.stringify(strategies)) {
      this.#shown = JSON.stringify(strategies);
      this.#choices.replaceChildren(...strategies.map((name) => h("label", {},
        h("input", { type: "radio", name: "strategy", value: name, on: { change: () => this.#choose(name) } }),
        h("span", {}, strategyName(name)))));
    }
    if (!this.#busy) for (const input of this.#choices.querySelectorAll("input")) input.checked = input.value === strategy;
  }

  async #choose(strategy) {
    this.#wanted = strategy;
    if (this.#busy) return;
    this.#busy = true;
    this.element.setAttribute("aria-busy", "true");
    let shown = null;
    while (this.#wanted !== null) {
      const next = this.#wanted;
      this.#wanted = null;
      shown = await this.#change(next);
    }
    this.#busy = false;
    this.element.removeAttribute("aria-busy");
    if (shown !== null) this.show(shown);
  }
}

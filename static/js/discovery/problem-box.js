// What went wrong with something a person did, said at once, until it is dismissed or done again.
import { h } from "../dom.js";

export class ProblemBox {
  element = h("div", { class: "problem", role: "alert" });

  show(message) {
    this.element.replaceChildren(h("div", { class: "message" }, h("span", { class: "detail" }, message),
      h("button", { type: "button", class: "quiet close", "aria-label": "Dismiss", on: { click: () => this.clear() } }, "×")));
  }

  clear() {
    this.element.replaceChildren();
  }
}

// A state on the page: its shape, its word, its colour.
import { h, setText } from "../dom.js";
import { shape } from "./words.js";

export class Mark {
  #word = h("span", {});
  #drawn = null;
  element = h("span", { class: "mark-line" }, this.#word);

  show([word, drawing, kind, meaning = ""], before = "") {
    this.element.setAttribute("class", `mark-line ${kind}`);
    this.element.title = meaning;
    setText(this.#word, before + word);
    if (this.#drawn === drawing) return;
    this.#drawn = drawing;
    this.element.replaceChildren(shape(drawing), this.#word);
  }
}

// The latest answers of one service as a strip: one cell each, with the number and the colour of who answered.
import { h, setText } from "../dom.js";
import { milliseconds } from "../format.js";
import { Keyed } from "../keyed.js";
import { markOf, summaryOf } from "./traffic.js";

/** An answer that took longer stands out: someone waited for it. */
const slowMilliseconds = 500;

export class Strip {
  #cells = h("span", { class: "cells", role: "img" });
  #list = new Keyed(this.#cells, (event) => event.id, (event) => cell(event));
  #title = h("span", { class: "sub" }, "Latest answers");
  element = h("p", { class: "strip" }, this.#title, this.#cells);

  /** `toneOf(event)` is the colour of who answered. */
  show(events, toneOf) {
    this.element.hidden = events.length === 0;
    // The newest first, at the right end: what does not fit into one line is the oldest.
    this.#list.show(events.toReversed().map((event) => ({ ...event, tone: toneOf(event) })));
    this.#cells.setAttribute("aria-label", summaryOf(events));
  }
}

function cell({ instance, failure, milliseconds: took }) {
  const label = instance?.label ?? null;
  const element = h("span", {
    class: "cell", "aria-hidden": "true",
    title: failure ?? `${label ?? "an unknown instance"}, ${milliseconds(took)}`,
  });
  setText(element, failure === null ? markOf(label) : "×");
  return {
    element,
    show({ tone }) {
      const kind = failure !== null ? "failed" : `tone-${tone}${took >= slowMilliseconds ? " slow" : ""}`;
      element.setAttribute("class", `cell ${kind}`);
    },
  };
}

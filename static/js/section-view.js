// What one section looks like: form, examples, messages, table, tally. It decides nothing; `Section` does.
import { h, unseen } from "./dom.js";
import { sourceLine } from "./source.js";
import { chip } from "./table.js";

export class SectionView {
  /** Fills `card`, which already holds its heading. `actions`: submit(text), clear(), refreshAll(). */
  constructor(card, section, table, actions) {
    const { id } = section;
    this.card = card;
    this.section = section;
    this.input = h("input", {
      id: `${id}-input`, name: "name", type: "text", placeholder: section.placeholder, maxlength: 200, autocomplete: "off",
      autocorrect: "off", enterkeyhint: "search", "aria-describedby": `${id}-problem`, ...section.input,
    });
    this.button = h("button", { class: "primary", type: "submit" }, "Ask");
    this.problem = h("div", { class: "problem", id: `${id}-problem`, role: "alert" });
    this.news = h("div", { class: "news", role: "status" });
    this.empty = h("p", { class: "empty" }, "Nothing asked yet. Pick an example, or type one.");
    this.tally = h("p", { class: "tally" });
    this.sources = h("p", { class: "sources" });
    this.tools = h("div", { class: "tools" },
      h("button", { type: "button", class: "quiet", data: { tool: "refresh" }, on: { click: actions.refreshAll } },
        "Ask all again", unseen(` (${section.caption})`)),
      h("button", { type: "button", class: "quiet", data: { tool: "clear" }, on: { click: actions.clear } },
        "Remove all", unseen(` (${section.caption})`)));
    const form = h("form", {
      novalidate: true, "aria-labelledby": `${id}-title`,
      on: { submit: (event) => { event.preventDefault(); actions.submit(this.input.value); } },
    },
    h("label", { for: `${id}-input` }, section.label),
    h("div", { class: "entry" }, this.input, this.button));
    const examples = h("p", { class: "examples" }, h("span", {}, "Try "),
      section.examples.map((example) => h("button", {
        type: "button", class: "example", on: { click: () => actions.submit(example) },
      }, example)));
    this.sheet = h("div", { class: "sheet", "aria-busy": "false" }, table, this.empty);
    card.append(form, examples, this.problem, this.news, this.sheet,
      h("div", { class: "foot" }, this.tally, this.tools, this.sources));
  }

  showBusy(names) {
    const busy = names.length > 0;
    this.card.classList.toggle("busy", busy);
    this.sheet.setAttribute("aria-busy", String(busy));
    this.button.textContent = busy ? "Asking…" : "Ask";
  }

  showState(entries, tally, sources) {
    this.card.classList.toggle("filled", entries.length > 0);
    this.empty.hidden = entries.length > 0;
    this.tools.hidden = entries.length === 0;
    this.sources.replaceChildren(...sourceLine(sources));
    const total = tally.reduce((sum, item) => sum + item.count, 0);
    this.tally.replaceChildren(...(total === 0 ? [] : ["Answered by ",
      ...tally.map((item) => chip(item, tally, h("span", { class: "times" }, ` ×${item.count}`)))]));
  }

  /** What went wrong, with what may help: names that would work, or another try. */
  showProblem(failure, actions) {
    this.input.setAttribute("aria-invalid", String(failure.code === "refused"));
    this.problem.replaceChildren(h("div", { class: `message ${failure.code}` },
      failure.heading && h("strong", {}, failure.heading),
      h("span", { class: "detail" }, failure.message),
      failure.suggestions.map((name) => h("button", {
        type: "button", class: "example suggestion", on: { click: () => actions.submit(name) },
      }, unseen("Try "), name)),
      failure.retry && h("button", { type: "button", class: "quiet", on: { click: actions.retry } }, "Try again"),
      h("button", { type: "button", class: "quiet close", "aria-label": "Dismiss", on: { click: () => {
        this.clearProblem();
        this.input.focus();
      } } }, "×")));
  }

  clearProblem() {
    this.input.removeAttribute("aria-invalid");
    if (this.problem.contains(document.activeElement)) this.input.focus();
    this.problem.replaceChildren();
  }

  /** Says `words` to those who listen; with `undo`, also shows them, with a button that takes the removal back. */
  announce(words, undo = null) {
    if (undo === null && this.news.contains(document.activeElement)) this.input.focus();
    this.news.replaceChildren(undo === null ? unseen(words) : h("div", { class: "message" }, h("span", {}, words),
      h("button", { type: "button", class: "quiet undo", on: { click: undo } }, "Undo")));
  }
}

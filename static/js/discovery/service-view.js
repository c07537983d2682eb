// One service from left to right: what was asked of DNS, what DNS answered, and who stands behind the name.
import { h, setText } from "../dom.js";
import { count, decimal, latency, seconds } from "../format.js";
import { left } from "./countdown.js";
import { Records } from "./records.js";
import { Rows } from "./rows.js";
import { Strip } from "./strip.js";
import { Mark } from "./mark.js";
import { ProblemBox } from "./problem-box.js";
import { look, statuses } from "./words.js";

export class ServiceView {
  #service = null;
  #status = new Mark();
  #age = h("span", { class: "sub figure" });
  #type = h("span", { class: "type" });
  #name = h("span", { class: "code" });
  #server = h("span", { class: "sub" });
  #question = h("p", { class: "question" }, this.#type, this.#name, this.#server);
  #error = h("p", { class: "wrong" });
  #records = new Records();
  #more = h("p", { class: "sub" });
  #lookups = h("p", { class: "sub figure" });
  #rows;
  #none = h("p", { class: "sub none" }, "No instance is known.");
  #attempts = h("p", { class: "sub figure" });
  #strip = new Strip();
  #add;
  problem = new ProblemBox();

  /** `handlers`: act(instance, action), add(service). */
  constructor({ name }, tint, handlers) {
    const id = `found-${name.replace(/[^\w-]/g, "_")}`;
    this.#add = h("button", { type: "button", class: "quiet add", on: { click: () => {
      if (this.#add.getAttribute("aria-disabled") === "false") handlers.add(name);
    } } }, h("span", { "aria-hidden": "true" }, "+ "), "Add an instance", h("span", { class: "unseen" }, ` of ${name}`));
    this.#rows = new Rows(name, { act: handlers.act, lostFocus: () => this.#add.focus() });
    this.element = h("section", { class: "service", "aria-labelledby": id, data: { service: name, tint } },
      h("div", { class: "asked" },
        h("div", { class: "name" }, h("h3", { id }, name), this.#status.element, this.#age),
        this.#question, this.#error, this.#records.element, this.#more, this.#lookups),
      h("div", { class: "behind" },
        this.#rows.element, this.#none, this.problem.element, this.#strip.element,
        h("div", { class: "under" }, this.#attempts, this.#add)));
  }

  show({ service, rows, control, ...marks }) {
    this.#service = service;
    this.#status.show(status(service));
    this.#showQuestion(service);
    setText(this.#error, service.lookup.lastError === null ? "" : `Last lookup failed: ${service.lookup.lastError}`);
    this.#error.classList.toggle("past", service.status === "fresh");
    this.#records.show(service.records, service.question?.name ?? null);
    const { recordsLeftOut: records, endpointsLeftOut: endpoints } = service;
    setText(this.#more, [
      records > 0 ? `${count(records)} more records.` : "", endpoints > 0 ? `${count(endpoints)} more endpoints.` : "",
    ].join(" ").trim());
    this.#rows.show(rows, { ...marks, differing: differing(service.endpoints) });
    this.#none.hidden = rows.length > 0;
    setText(this.#attempts, attempts(service.attempts));
    this.#add.hidden = !control;
    this.#add.setAttribute("aria-disabled", String(marks.pending.has(`+${service.name}`)));
  }

  showAnswers(events, toneOf) {
    this.#strip.show(events, toneOf);
  }

  /** Shows the times as they are `elapsed` seconds after the document came. */
  tick(elapsed) {
    const { age, lookup } = this.#service;
    setText(this.#age, age === null ? "" : `${seconds(age + elapsed)} old`);
    this.#records.tick(elapsed);
    this.#rows.tick(elapsed);
    const parts = [
      lookup.queries === null ? null : `${count(lookup.queries)} ${lookup.queries === 1 ? "lookup" : "lookups"}`,
      lookup.failures > 0 ? `${count(lookup.failures)} failed` : null,
      lookup.lastDurationMs === null ? null : `the last took ${latency(lookup.lastDurationMs)}`,
      next(left(lookup.nextRefresh, elapsed)),
    ];
    setText(this.#lookups, this.#service.question === null ? "" : parts.filter((part) => part !== null).join(" · "));
  }

  #showQuestion({ question, status, strategy }) {
    const asked = question !== null;
    this.#question.hidden = !asked && status !== "static" && strategy !== "static";
    setText(this.#type, question?.type ?? "");
    setText(this.#name, question?.name ?? "");
    const where = question?.server ? `asked of ${question.server}` : "asked";
    const how = question?.transport ? ` over ${question.transport.toUpperCase()}` : "";
    setText(this.#server, asked ? where + how : "Nothing is asked of DNS: the addresses are in the configuration.");
  }
}

/** An answer that is merely old, because nobody needed a newer one, is nothing to worry about. */
function status({ status: word, strategy, lookup }) {
  const [name, drawing, kind, meaning] = look(statuses, word ?? (strategy === "static" ? "static" : null));
  return [name, drawing, word === "stale" && lookup.lastError === null ? "idle" : kind, meaning];
}

/** What is due is not asked before somebody needs it. */
function next(rest) {
  if (rest === null) return null;
  return rest === 0 ? "next when needed" : `next in ${seconds(rest)}`;
}

/** Priorities and weights say something only where they are not all the same. */
function differing(endpoints) {
  return new Set(endpoints.map(({ priority, weight }) => `${priority} ${weight}`)).size > 1;
}

function attempts({ requests, retries, hedges, budgetLeft }) {
  const one = (value, word, words) => (value === null ? null : `${count(value)} ${value === 1 ? word : words}`);
  return [
    one(requests, "request", "requests"), one(retries, "retry", "retries"), hedges > 0 ? one(hedges, "hedge", "hedges") : null,
    budgetLeft === null ? null : `retry budget ${decimal(budgetLeft, 0)}`,
  ].filter((part) => part !== null).join(" · ");
}

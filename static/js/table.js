// The table of one section: real table markup, which small screens see as cards. The roles are written out because
// changing the `display` of table parts makes some browsers forget what they are.
import { h, unseen } from "./dom.js";
import { milliseconds, moment } from "./format.js";
import { labelOf, toneOf } from "./instances.js";
import { sorted } from "./order.js";
import { badges } from "./source.js";

/** The last column of every section: who answered, how fast, when. Newest first is the order of a fresh page. */
export const answered = { key: "answered", title: "Answered", kind: "number", value: (entry) => entry.at };

export class Table {
  #columns;
  #handlers;
  #heads = new Map();
  #rows = new WeakMap();
  #body = h("tbody", { role: "rowgroup" });

  /** `handlers`: sort(column), refresh(id), remove(id). */
  constructor(section, handlers) {
    this.#columns = [...section.columns, answered];
    this.#handlers = handlers;
    this.name = section.name;
    const heads = this.#columns.map((column) => this.#head(column));
    const actions = h("th", { role: "columnheader", scope: "col", class: "actions" }, unseen("Actions"));
    this.element = h("table", { role: "table", id: `${section.id}-table` },
      h("caption", { class: "unseen" }, section.caption),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads, actions)),
      this.#body);
  }

  #head(column) {
    const sortable = column.kind !== "picture";
    const label = sortable
      ? h("button", { type: "button", class: "sort", on: { click: () => this.#handlers.sort(column) } }, column.title)
      : column.title;
    const head = h("th", { role: "columnheader", scope: "col", class: column.kind, data: { column: column.key } }, label);
    if (sortable) this.#heads.set(column.key, head);
    return head;
  }

  /** Shows `entries` in the order of `sort`. `pending` are the ids being asked again, `fresh` the id that just came. */
  show(entries, tally, sort, pending, fresh) {
    for (const [key, head] of this.#heads) {
      if (key === sort.key) head.setAttribute("aria-sort", sort.direction);
      else head.removeAttribute("aria-sort");
    }
    const column = this.#columns.find((candidate) => candidate.key === sort.key);
    const focus = this.#focused();
    this.#body.replaceChildren(...sorted(entries, column, sort.direction).map((entry) => {
      const row = this.#row(entry, tally);
      row.classList.toggle("fresh", entry.id === fresh);
      row.classList.toggle("pending", pending.has(entry.id));
      return row;
    }));
    if (focus !== null) this.focus(focus.id, focus.action);
  }

  /** Puts the focus on a button of a row; a row that moves in the document would lose it otherwise. */
  focus(id, action) {
    const row = [...this.#body.rows].find((candidate) => candidate.dataset.entry === id);
    row?.querySelector(`[data-action="${action}"]`)?.focus();
    return row !== undefined;
  }

  /** The id of the row after `id` as shown, or before it where it is the last. */
  neighbour(id) {
    const ids = [...this.#body.rows].map((row) => row.dataset.entry);
    const position = ids.indexOf(id);
    return ids[position + 1] ?? ids[position - 1] ?? null;
  }

  #focused() {
    const { activeElement } = document;
    if (!this.#body.contains(activeElement)) return null;
    return { id: activeElement.closest("tr").dataset.entry, action: activeElement.dataset.action };
  }

  /** An entry is never changed, only replaced: its row, once built, serves as long as colours and labels stay. */
  #row(entry, tally) {
    const look = entry.instance ? `${toneOf(tally, entry.instance.key)} ${labelOf(tally, entry.instance)}` : "";
    const known = this.#rows.get(entry);
    if (known?.look === look) return known.row;
    const cells = this.#columns.slice(0, -1).map((column) => h(column.heading ? "th" : "td",
      { class: column.kind, role: column.heading ? "rowheader" : "cell", scope: column.heading ? "row" : null,
        data: { title: column.title, column: column.key } },
      column.cell(entry)));
    const row = h("tr", { role: "row", data: { entry: entry.id } }, cells, answeredCell(entry, tally), this.#actions(entry));
    this.#rows.set(entry, { row, look });
    return row;
  }

  #actions(entry) {
    const name = this.name(entry.answer) ?? entry.query;
    const button = (action, sign, words) => h("button", {
      type: "button", class: "action", data: { action }, "aria-label": `${words} ${name}`, title: words,
      on: { click: () => this.#handlers[action](entry.id) },
    }, h("span", { "aria-hidden": "true" }, sign));
    return h("td", { role: "cell", class: "actions" }, button("refresh", "↻", "Ask again for"), button("remove", "×", "Remove"));
  }
}

export function chip(instance, tally, ...more) {
  const detail = [instance.label, instance.container && `container ${instance.container}`, instance.address];
  return h("span", {
    class: `chip tone-${toneOf(tally, instance.key)}`, title: detail.filter(Boolean).join(", "), data: { instance: instance.key },
  }, h("span", { class: "chip-label" }, labelOf(tally, instance)), ...more);
}

function answeredCell(entry, tally) {
  return h("td", { role: "cell", class: "answered", data: { title: "Answered", column: "answered" } },
    entry.instance === null ? h("span", { class: "sub" }, "by an unknown instance") : chip(entry.instance, tally),
    h("span", { class: "sub figure", title: entry.timing || null },
      milliseconds(entry.milliseconds), " · ",
      h("time", { datetime: new Date(entry.at).toISOString() }, moment(entry.at))),
    badges(entry.answer));
}

// Stock prices, from the stock-price service.
import { sparkline } from "../charts.js";
import { h, unseen } from "../dom.js";
import { change, money, unknown } from "../format.js";
import { number, text } from "../values.js";

export const stocks = {
  id: "stocks",
  service: "stock-price",
  prefix: "stock",
  caption: "Stock prices you asked for",
  label: "Stock symbol",
  placeholder: "Symbol, such as AAPL",
  examples: ["AAPL", "BRK-B", "AMZN"],
  input: { autocapitalize: "off", spellcheck: "false" },
  name: (answer) => text(answer.name) ?? text(answer.symbol),
  identity: (answer) => text(answer.symbol),
  columns: [
    {
      key: "name", title: "Stock", kind: "text", value: ({ answer, query }) => text(answer.symbol) ?? query, heading: true,
      cell: ({ answer, query }) => [
        h("span", { class: "main" }, text(answer.symbol) ?? query),
        h("span", { class: "sub" }, text(answer.name)),
      ],
    },
    {
      key: "price", title: "Price", kind: "number", value: ({ answer }) => number(answer.price),
      cell: ({ answer }) => h("span", { class: "main figure" }, money(answer.price, answer.currency)),
    },
    {
      key: "change", title: "Change", kind: "number", value: ({ answer }) => number(answer.changePercent),
      cell: ({ answer }) => movement(answer),
    },
    {
      key: "trend", title: "Trend", kind: "picture",
      cell: ({ answer }) => sparkline(answer.history, answer.currency) ?? unknown,
    },
  ],
};

/** Up or down by sign, arrow and colour: any one of the three is enough to tell. */
function movement(answer) {
  const percent = number(answer.changePercent);
  if (percent === null) return unknown;
  const [direction, arrow] = percent > 0 ? ["up", "▲"] : percent < 0 ? ["down", "▼"] : ["level", "■"];
  return h("span", { class: `movement figure ${direction}` },
    h("span", { class: "arrow", "aria-hidden": "true" }, arrow), change(percent),
    number(answer.change) === null ? null : unseen(`, ${money(answer.change, answer.currency)}`));
}

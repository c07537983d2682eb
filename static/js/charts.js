// A line of prices, small enough for a table cell.
import { svg } from "./dom.js";
import { day, money } from "./format.js";
import { list, number, object, text } from "./values.js";

const width = 112;
const height = 34;
const margin = 3;

/** The days of `history` that have a price, oldest first. */
export function series(history) {
  return list(history)
    .map((item) => ({ date: text(object(item).date), close: number(object(item).close) }))
    .filter((point) => point.close !== null);
}

/** Where each price lies in a box of `width` by `height`; a flat line lies in the middle. */
export function positions(closes) {
  const low = Math.min(...closes);
  const span = Math.max(...closes) - low;
  const step = closes.length > 1 ? (width - 2 * margin) / (closes.length - 1) : 0;
  return closes.map((close, index) => ({
    x: margin + index * step,
    y: span === 0 ? height / 2 : height - margin - ((close - low) / span) * (height - 2 * margin),
  }));
}

/** The chart in words. */
export function summary(points, currency, locale) {
  const [first, last] = [points[0], points[points.length - 1]];
  const closes = points.map((point) => point.close);
  const on = (point) => (point.date === null ? "" : ` on ${day(point.date, { day: "numeric", month: "short" }, locale)}`);
  return `From ${money(first.close, currency, locale)}${on(first)} to ${money(last.close, currency, locale)}${on(last)}, `
    + `lowest ${money(Math.min(...closes), currency, locale)}, highest ${money(Math.max(...closes), currency, locale)}.`;
}

/** The chart, or null where there are too few prices for a line. */
export function sparkline(history, currency) {
  const points = series(history);
  if (points.length < 2) return null;
  const places = positions(points.map((point) => point.close));
  const line = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" L");
  const end = places[places.length - 1];
  const rising = points[points.length - 1].close >= points[0].close;
  return svg("svg", {
    class: `sparkline ${rising ? "up" : "down"}`, viewBox: `0 0 ${width} ${height}`, label: summary(points, currency),
  },
  svg("path", { class: "area", d: `M${margin},${height} L${line} L${end.x.toFixed(1)},${height} Z` }),
  svg("path", { class: "line", d: `M${line}` }),
  svg("circle", { class: "end", cx: end.x, cy: end.y, r: 2.6 }));
}

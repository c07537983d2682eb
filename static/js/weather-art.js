// Drawn weather. The codes are those of WMO table 4677 as weather services commonly reduce them.
import { svg } from "./dom.js";
import { number } from "./values.js";

/** The symbol for a code: one of the names drawn below; an unknown code is a plain cloud. */
export function symbolFor(code) {
  const known = number(code);
  if (known === null) return "cloud";
  if (known === 0) return "sun";
  if (known === 1 || known === 2) return "sun-cloud";
  if ((known >= 4 && known <= 10) || known === 45 || known === 48) return "fog";
  if (known >= 51 && known <= 57) return "drizzle";
  if ((known >= 61 && known <= 69) || (known >= 80 && known <= 84)) return "rain";
  if ((known >= 71 && known <= 77) || known === 85 || known === 86) return "snow";
  if (known >= 95 && known <= 99) return "thunder";
  return "cloud";
}

const cloudShape = "M14 35a8 8 0 0 1 .8-16A11 11 0 0 1 36 17.6a8.8 8.8 0 0 1-1.6 17.4Z";

const cloud = (shape = {}) => svg("path", { class: "cloud", d: cloudShape, ...shape });
const raised = () => cloud({ transform: "translate(0 -5)" });

function sun(x, y, radius) {
  const rays = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    const at = (distance) => `${(x + distance * Math.cos(angle)).toFixed(1)} ${(y + distance * Math.sin(angle)).toFixed(1)}`;
    return `M${at(radius + 3.5)}L${at(radius + 7)}`;
  });
  return [svg("circle", { class: "sun", cx: x, cy: y, r: radius }), svg("path", { class: "rays", d: rays.join("") })];
}

const falling = (kind, marks) => svg("path", { class: kind, d: marks });

const drawings = {
  "sun": () => sun(24, 24, 9.5),
  "sun-cloud": () => [...sun(31, 16, 7), cloud({ transform: "translate(-2 4)" })],
  "cloud": () => [cloud({ class: "cloud far", transform: "translate(8 -5) scale(.9)" }), cloud({ transform: "translate(-1 3)" })],
  "fog": () => [raised(), falling("mist", "M10 36H38M14 41.5H34")],
  "drizzle": () => [raised(), falling("drop", "M17 35v3M24 38v3M31 35v3")],
  "rain": () => [raised(), falling("drop", "M18 34l-3 8M26 34l-3 8M34 34l-3 8")],
  "snow": () => [raised(), falling("flake", "M16 36v.1M24 36v.1M32 36v.1M20 42v.1M28 42v.1")],
  "thunder": () => [raised(), svg("path", { class: "bolt", d: "M26 27l-7 10h5l-2 8 8-11h-5l2.5-7Z" })],
};

/** The symbol for a code. Decorative: the words for the weather always stand beside it. */
export function weatherSymbol(code) {
  const name = symbolFor(code);
  return svg("svg", { class: "weather-symbol", viewBox: "0 0 48 48", data: { symbol: name } }, drawings[name]());
}

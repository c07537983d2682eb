// Who answered. An instance is known by the ids in its answer and by the portal's `X-Served-By: <instance id>, <address>`.
import { number, object, text } from "./values.js";

/** How many colours there are for instances; with more instances than that, colours repeat and the label tells. */
export const tones = 8;

/** The instance behind an answer, or null where nothing tells. Two containers on one host are two instances. */
export function instanceOf(answer, servedBy) {
  const [servedId = null, address = null] = (servedBy ?? "").split(",").map((part) => text(part.replace("unknown", "")));
  const container = text(answer?.containerid);
  const id = text(answer?.instanceid) ?? servedId;
  const label = id ?? container?.slice(0, 12) ?? address;
  return label === null ? null : { key: `${id ?? ""}/${container ?? address ?? ""}`, label, container, address };
}

/** The tally with one more answer of `instance`. The order is that of first appearance: it gives each its colour. */
export function counted(tally, instance, limit = 40) {
  if (instance === null) return tally;
  if (tally.some((item) => item.key === instance.key)) {
    return tally.map((item) => (item.key === instance.key ? { ...item, ...instance, count: item.count + 1 } : item));
  }
  return tally.length < limit ? [...tally, { ...instance, count: 1 }] : tally;
}

/** Two tallies as one: the order of the first, then what only the second has. */
export function merged(first, second) {
  const more = new Map(second.map((item) => [item.key, item]));
  const both = first.map((item) => ({ ...item, count: item.count + (more.get(item.key)?.count ?? 0) }));
  return [...both, ...second.filter((item) => !first.some(({ key }) => key === item.key))];
}

export function toneOf(tally, key) {
  const position = tally.findIndex((item) => item.key === key);
  return position < 0 ? 0 : position % tones;
}

/** The label of an instance, with a piece of its container id where another instance bears the same label. */
export function labelOf(tally, instance) {
  const twins = tally.some((item) => item.label === instance.label && item.key !== instance.key);
  const more = instance.container?.slice(0, 6) ?? instance.address;
  return twins && more ? `${instance.label} · ${more}` : instance.label;
}

/** A tally read back from storage, where anything may have happened to it. */
export function tallyFrom(stored) {
  return (Array.isArray(stored) ? stored : [])
    .map((item) => ({ ...instanceFrom(item), count: number(object(item).count) }))
    .filter((item) => item.key && item.count > 0);
}

export function instanceFrom(stored) {
  const { key, label, container, address } = object(stored);
  if (text(key) === null || text(label) === null) return null;
  return { key, label, container: text(container), address: text(address) };
}

/** `Server-Timing: lookup;dur=0.4, connect;dur=1.2` as "lookup 0.4 ms, connect 1.2 ms". */
export function timingOf(serverTiming) {
  const parts = (serverTiming ?? "").split(",").map((item) => /^\s*([\w-]+).*?;\s*dur=([\d.]+)/.exec(item));
  return parts.filter((match) => match !== null).map((match) => `${match[1]} ${match[2]} ms`).join(", ");
}

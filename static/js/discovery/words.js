// How the states of discovery are said and drawn. Each has a word and a shape of its own; colour only repeats them.
import { svg } from "../dom.js";

const strategies = {
  route53: ["Route 53", "Route 53"], consul: ["Consul", "Consul"], "consul-api": ["Consul API", "Consul’s HTTP API"],
  cloudmap: ["Cloud Map", "AWS Cloud Map"], weave: ["Weave", "Weave"], static: ["Fixed list", "a fixed list"],
};

/** "Cloud Map"; in a sentence "AWS Cloud Map". A strategy that the page does not know keeps its own name. */
export function strategyName(strategy, { sentence = false } = {}) {
  return Object.hasOwn(strategies, strategy) ? strategies[strategy][Number(sentence)] : strategy;
}

/** Of the cached answer: its word, its shape, whether all is well, and what it means. */
export const statuses = {
  fresh: ["fresh", "disc", "good", "The answer is within its time to live."],
  stale: ["stale", "half", "poor", "The time to live is over. The answer is used until DNS gives a new one."],
  negative: ["nothing found", "slash", "bad", "No instance is known."],
  unresolved: ["not asked yet", "ring", "idle", "Nobody needed an answer so far."],
  static: ["fixed", "lines", "idle", "The addresses are in the configuration; DNS is not asked."],
};

/** Of an endpoint, as the load balancer sees it. */
export const endpointStates = {
  available: ["available", "check", "good", "It is asked."],
  ejected: ["ejected", "cross", "bad", "It failed; it is not asked for a while."],
  probing: ["probing", "dots", "poor", "It failed; a probe finds out whether it answers again."],
  draining: ["draining", "down", "poor", "DNS no longer names it; what was asked is still answered."],
  unlisted: ["not listed", "ring", "idle", "Discovery does not name it, so it is not asked."],
};

/** Of a process that the demo runs. */
export const processStates = {
  starting: ["starting", "dots", "idle"], running: ["running", "check", "good"], paused: ["paused", "bars", "poor"],
  slow: ["slow", "wave", "poor"], stopping: ["stopping", "down", "idle"], stopped: ["stopped", "square", "idle"],
  ended: ["ended", "cross", "bad"],
};

/** `[word, shape, kind, meaning]` of `state` in one of the tables above; an unknown one says itself, null says nothing. */
export function look(table, state) {
  if (state === null) return ["unknown", "ring", "idle", ""];
  return Object.hasOwn(table, state) ? table[state] : [state, "ring", "idle", ""];
}

const circle = "M6 .8a5.2 5.2 0 1 1 0 10.4a5.2 5.2 0 1 1 0-10.4Z";
const shapes = {
  disc: [["solid", circle]],
  half: [["line", circle], ["solid", "M6 .8a5.2 5.2 0 0 1 0 10.4Z"]],
  ring: [["line dashed", circle]],
  slash: [["line", circle], ["line", "M2.4 9.6 9.6 2.4"]],
  lines: [["line", "M1 2.5H11M1 6H11M1 9.5H11"]],
  check: [["solid", circle], ["cut", "M3.4 6.2 5.3 8.1 8.7 4.2"]],
  cross: [["solid", "M3.6.8h4.8L11.2 3.6v4.8L8.4 11.2H3.6L.8 8.4V3.6Z"], ["cut", "M4 4 8 8M8 4 4 8"]],
  dots: [["line", circle], ["solid", "M3.2 5.3h1.4v1.4H3.2ZM5.3 5.3h1.4v1.4H5.3ZM7.4 5.3h1.4v1.4H7.4Z"]],
  down: [["line", "M6 .8V7.6M3 5 6 8 9 5M1.5 11H10.5"]],
  bars: [["solid", "M2.2 1.2h2.6v9.6H2.2ZM7.2 1.2h2.6v9.6H7.2Z"]],
  wave: [["line", "M.8 7.4C2.5 2.6 4.3 2.6 6 6S9.5 9.4 11.2 4.6"]],
  square: [["solid", "M1.8 1.8h8.4v8.4H1.8Z"]],
};

/** The drawing of a shape. Decorative: its word always stands beside it. */
export function shape(name) {
  return svg("svg", { class: "shape", viewBox: "0 0 12 12", data: { shape: name } },
    shapes[name].map(([kind, d]) => svg("path", { class: kind, d })));
}

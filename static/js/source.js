// Where an answer's data came from, and how fresh it is.
import { h } from "./dom.js";
import { link, object, text } from "./values.js";

/** The sources of `entries`, each once, in the order of the entries. */
export function sourcesOf(entries) {
  const found = new Map();
  for (const { answer } of entries) {
    const source = object(answer.source);
    const name = text(source.attribution) ?? text(source.provider);
    if (name === null) continue;
    const url = link(source.url);
    const licence = text(source.licence);
    found.set([name, url, licence].join("\n"), { name, url, licence, sample: source.provider === "sample" });
  }
  return [...found.values()];
}

/** Marks of an answer that is not straight from its provider. */
export function freshness(answer) {
  return [
    answer.stale === true && { kind: "stale", word: "stale", meaning: "The provider did not answer: this is the last known value." },
    answer.cached === true && answer.stale !== true && { kind: "cached", word: "cached", meaning: "From the service's cache." },
  ].filter(Boolean);
}

export function sourceLine(sources) {
  return sources.map((source) => h("span", { class: "source" },
    source.sample && h("span", { class: "badge sample" }, "sample data"),
    source.url === null ? source.name : h("a", { href: source.url, rel: "noopener noreferrer" }, source.name),
    source.licence === null ? null : ` · ${source.licence}`));
}

export function badges(answer) {
  return freshness(answer).map(({ kind, word, meaning }) => h("span", { class: `badge ${kind}`, title: meaning }, word));
}

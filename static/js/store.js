// What a section remembers: its entries, newest first, and who answered how often. The functions are values in, values out;
// `Memory` puts them into the browser's storage, which may be full, switched off, or hold what another version wrote.
import { instanceFrom, tallyFrom } from "./instances.js";
import { number, object, text } from "./values.js";

export const limit = 50;

/** `entries` with `entry` in place of the one with its id, newest first, the oldest dropped beyond the limit. */
export function upsert(entries, entry) {
  return ordered([entry, ...entries.filter((other) => other.id !== entry.id)]);
}

/** `entries` with those of `removed` put back that have not been asked again meanwhile. */
export function restored(entries, removed) {
  const present = new Set(entries.map((entry) => entry.id));
  return ordered([...entries, ...removed.filter((entry) => !present.has(entry.id))]);
}

function ordered(entries) {
  return entries.toSorted((a, b) => b.at - a.at).slice(0, limit);
}

/** What `written` holds, without whatever in it cannot be used. */
export function read(written) {
  let stored;
  try {
    stored = object(JSON.parse(written ?? "{}"));
  } catch {
    stored = {};
  }
  const entries = (Array.isArray(stored.entries) ? stored.entries : []).map(entryFrom).filter((entry) => entry !== null);
  return { entries: entries.reduceRight(upsert, []), tally: tallyFrom(stored.tally) };
}

function entryFrom(stored) {
  const { id, query, answer, instance, milliseconds, at, timing } = object(stored);
  const usable = text(id) && text(query) && number(at) !== null && object(answer) === answer;
  if (!usable) return null;
  return {
    id, query, answer, at: number(at), milliseconds: number(milliseconds), timing: text(timing) ?? "",
    instance: instanceFrom(instance),
  };
}

export class Memory {
  #name;
  #storage;

  /** `storage` is asked for by a function because merely touching it throws where cookies are blocked. */
  constructor(section, storage = () => globalThis.localStorage) {
    this.#name = `found-by-name.1.${section}`;
    this.#storage = storage;
  }

  load() {
    try {
      return read(this.#storage().getItem(this.#name));
    } catch {
      return { entries: [], tally: [] };
    }
  }

  /** Whether it was kept. The page works without; it only forgets. */
  save(entries, tally) {
    try {
      this.#storage().setItem(this.#name, JSON.stringify({ entries, tally }));
      return true;
    } catch {
      return false;
    }
  }
}

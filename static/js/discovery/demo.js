// The instances that the local demo runs and can disturb, beside the endpoints that discovery lists.
import { segment } from "../query.js";
import { list, number, object } from "../values.js";
import { words } from "./document.js";

export const mostInstances = 64;

/** The instances in the answer to `GET demo/instances`, those whose names can stand in a path. */
export function readInstances(answer) {
  return list(object(answer).instances).slice(0, mostInstances).map(readInstance).filter((item) => item !== null);
}

export function readInstance(item) {
  const { name, service, address, state, pid, actions } = object(item);
  if (words(service) === null || segment(words(name) ?? "") === null) return null;
  return {
    name: words(name), service: words(service), address: words(address), state: words(state), pid: number(pid),
    actions: list(actions).map(words).filter((action) => action !== null),
  };
}

/** `instances` with `changed` in place of the one of its name, or after the others. */
export function replaced(instances, changed) {
  if (changed === null) return instances;
  return instances.some(({ name }) => name === changed.name)
    ? instances.map((item) => (item.name === changed.name ? changed : item))
    : [...instances, changed].slice(-mostInstances);
}

/**
 * The four buttons of an instance. An action and its opposite share a place, so that a button stays where it is, and keeps
 * the focus, while what it does changes. An action that is not possible now is shown, but off.
 */
export function buttonsFor(actions) {
  const first = (...candidates) => candidates.find((action) => actions.includes(action));
  const pause = first("pause", "resume");
  const slow = first("slow") ?? (pause === "resume" ? undefined : first("resume"));
  const choices = { pause, slow, stop: first("stop", "start"), kill: first("kill") };
  return Object.entries(choices).map(([place, action]) => ({ place, action: action ?? place, possible: action !== undefined }));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const gone = new Set(["stopped", "ended"]);

/**
 * One row for each endpoint of `service` and for each of `instances` that discovery does not list, by name: discovery
 * may give another order each time, and rows that jump cannot be read. `labels` are names of addresses learnt from answers.
 */
export function rowsOf(service, instances, labels) {
  const own = instances.filter((instance) => instance.service === service.name);
  // An address may be that of an instance that is gone and of the one that took its place.
  const at = (address) => own.filter((instance) => instance.address === address)
    .toSorted((a, b) => Number(gone.has(a.state)) - Number(gone.has(b.state)))[0] ?? null;
  const listed = service.endpoints.map((endpoint) => ({ endpoint, instance: at(endpoint.address) }));
  const unlisted = own.filter((instance) => !listed.some((row) => row.instance === instance))
    .map((instance) => ({ endpoint: null, instance }));
  return [...listed, ...unlisted]
    .map(({ endpoint, instance }) => {
      const address = endpoint?.address ?? instance.address;
      const id = endpoint !== null && endpoint.id !== endpoint.address ? endpoint.id : null;
      const name = instance?.name ?? labels.get(address) ?? id;
      return { key: `${instance?.name ?? ""}/${address ?? ""}`, name, address, endpoint, instance };
    })
    .toSorted((a, b) => collator.compare(a.name ?? a.address, b.name ?? b.address) || collator.compare(a.key, b.key));
}

/** What became different from `before` to `after`, in words: by name, the state of a row where it is another one. */
export function changes(before, after) {
  const known = new Map(before.map((row) => [row.key, stateOf(row)]));
  return after
    .filter((row) => known.has(row.key) && known.get(row.key) !== stateOf(row))
    .map((row) => `${row.name ?? row.address}: ${stateOf(row)}`);
}

/** The state of a row in words: discovery's view, then the process's where it does not simply run. */
function stateOf({ endpoint, instance }) {
  const seen = endpoint === null ? "not listed" : endpoint.state;
  return [seen, instance?.state === "running" ? null : instance?.state].filter((part) => part).join(", ");
}

// What the portal says about how it finds services, made of values only. The page works without: older portals have no
// such document, or one with fewer members; whatever is missing or of the wrong kind is null.
import { list, number, object, text } from "../values.js";

/** More than this is not shown: a page is no place for a thousand rows, whatever sends them. */
export const limits = { services: 16, strategies: 16, records: 24, endpoints: 48, letters: 400 };

/** The document at `/discovery`: the strategy, what can be changed, and by name what is known of each service. */
export function readDiscovery(document) {
  const whole = object(document);
  const services = (Array.isArray(whole.services) ? whole.services : named(whole.services))
    .slice(0, limits.services).map(object).map(service).filter(({ name }) => name !== null);
  return {
    strategy: words(whole.strategy) ?? services[0]?.strategy ?? null,
    strategies: [...new Set(list(whole.strategies).map(words).filter(known))].slice(0, limits.strategies),
    switchable: whole.switchable === true,
    control: whole.control === true,
    services: new Map(services.map((item) => [item.name, item])),
  };
}

/** Text cut to what fits a page. */
export function words(value) {
  return text(value)?.slice(0, limits.letters).toWellFormed() ?? null;
}

const known = (value) => value !== null;

/** `{"weather": {…}}` as `[{"service": "weather", …}]`. */
function named(services) {
  return Object.entries(object(services)).map(([service, value]) => ({ service, ...object(value) }));
}

function service(item) {
  const [endpoints, records] = [list(item.endpoints), list(item.records)];
  const [lookup, attempts] = [object(item.lookup), object(item.attempts)];
  return {
    name: words(item.service) ?? words(item.name),
    strategy: words(item.strategy),
    question: question(item.question),
    status: words(item.status),
    age: number(item.age),
    records: records.slice(0, limits.records).map(object).map(record),
    recordsLeftOut: Math.max(0, records.length - limits.records),
    lookup: {
      queries: number(lookup.queries), failures: number(lookup.failures), lastError: words(lookup.lastError),
      lastDurationMs: number(lookup.lastDurationMs), nextRefresh: number(lookup.nextRefresh),
    },
    endpoints: endpoints.slice(0, limits.endpoints).map(object).map(endpoint).filter(({ address }) => address !== null),
    endpointsLeftOut: Math.max(0, endpoints.length - limits.endpoints),
    attempts: {
      requests: number(attempts.requests), retries: number(attempts.retries),
      budgetLeft: number(attempts.budgetLeft), hedges: number(attempts.hedges),
    },
  };
}

function question(item) {
  const { name, type, server, transport } = object(item);
  return words(name) === null ? null
    : { name: words(name), type: words(type), server: words(server), transport: words(transport) };
}

function record({ name, type, ttl, ttlLeft, data }) {
  return { name: words(name), type: words(type), ttl: number(ttl), ttlLeft: number(ttlLeft), data: words(data) };
}

function endpoint(item) {
  const host = words(item.address) ?? words(item.host);
  const address = host !== null && item.port !== undefined && !host.includes(":") ? `${host}:${item.port}` : host;
  return {
    address, id: words(item.id), state: words(item.state), priority: number(item.priority), weight: number(item.weight),
    inFlight: number(item.inFlight), latencyMs: number(item.latencyMs), requests: number(item.requests),
    failures: number(item.failures), lastError: words(item.lastError), ejectedFor: number(item.ejectedFor),
  };
}

/** The document as it is when the page starts, or null where the portal has none; then the strategy alone may be in `/info`. */
export async function askDiscovery(fetch = globalThis.fetch) {
  for (const path of ["discovery", "info"]) {
    try {
      const response = await fetch(path, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(4000) });
      if (!response.ok) continue;
      const read = readDiscovery(await response.json());
      if (read.strategy !== null) return read;
    } catch {
      // Not JSON, or nobody there: the next one, or none.
    }
  }
  return null;
}

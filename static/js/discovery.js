// What the portal says about how it finds services. The page works without: older portals have no such address.
import { list, object, text } from "./values.js";

/** The strategy and, by service, the addresses known, from the document at `/discovery`; nulls and blanks where unknown. */
export function readDiscovery(document) {
  const whole = object(document);
  const services = Array.isArray(whole.services) ? whole.services : named(whole.services);
  return {
    strategy: text(whole.strategy) ?? text(object(services[0]).strategy),
    services: new Map(services.map(object).map((service) => [
      text(service.service) ?? text(service.name),
      list(service.endpoints).map(object).map(endpoint).filter((item) => item.address !== null),
    ])),
  };
}

/** `{"weather": {…}}` as `[{"service": "weather", …}]`. */
function named(services) {
  return Object.entries(object(services)).map(([service, value]) => ({ service, ...object(value) }));
}

function endpoint(item) {
  const host = text(item.address) ?? text(item.host);
  const address = host !== null && item.port !== undefined && !host.includes(":") ? `${host}:${item.port}` : host;
  return { address, state: text(item.state) };
}

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

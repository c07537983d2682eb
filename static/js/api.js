// One question to the portal and its answer, or a `Failure` that says what went wrong in words fit to show.
import { failureOf, Failure } from "./problem.js";
import { object } from "./values.js";

export const deadlineMilliseconds = 8000;

/**
 * Asks `path`, or with a `body` posts it as JSON. `service` is the name shown when there is no answer; `fetch` and `clock`
 * are there for tests. Gives the answer, the header fields that tell who gave it, and the milliseconds it took.
 */
export async function ask(
  path, service, { body, fetch = globalThis.fetch, clock = performance, deadline = deadlineMilliseconds } = {},
) {
  const posted = body === undefined ? { headers: { accept: "application/json" } } : {
    method: "POST", body: JSON.stringify(body), headers: { accept: "application/json", "content-type": "application/json" },
  };
  const started = clock.now();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), deadline);
  try {
    const response = await fetch(path, { ...posted, cache: "no-store", signal: stop.signal });
    const answer = parsed(await response.text());
    const failure = failureOf(response, answer, service);
    if (failure) throw failure;
    return {
      answer,
      servedBy: response.headers.get("x-served-by"),
      serverTiming: response.headers.get("server-timing"),
      milliseconds: clock.now() - started,
    };
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (stop.signal.aborted) {
      const seconds = Math.round(deadline / 1000);
      throw new Failure("slow", `No answer from the ${service} service within ${seconds} seconds.`, { retry: true });
    }
    // `fetch` gives every failure to connect the same name; only the browser knows whether there is a network at all.
    throw globalThis.navigator?.onLine === false
      ? new Failure("offline", "This device is offline. The question was not sent.", { retry: true })
      : new Failure("unreachable", "The portal could not be reached. It may be restarting.", { retry: true });
  } finally {
    clearTimeout(timer);
  }
}

/** The JSON object in `body`, or null where there is none. */
function parsed(body) {
  try {
    const value = JSON.parse(body);
    return object(value) === value ? value : null;
  } catch {
    return null;
  }
}

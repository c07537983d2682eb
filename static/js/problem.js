// What an answer that is no answer means. Today's services send problem documents (RFC 9457); the first ones sent
// 200 with an `error`, or 200 with nothing, and a proxy in between may send a page of HTML.
import { list, number, text } from "./values.js";

export class Failure extends Error {
  /**
   * `code` is for programs, `message` for people; `heading` names the service where the service is at fault;
   * `suggestions` are names that would work; `retry` says whether the same question may do better later.
   */
  constructor(code, message, { heading = null, suggestions = [], retry = false } = {}) {
    super(message);
    this.code = code;
    this.heading = heading;
    this.suggestions = suggestions;
    this.retry = retry;
  }
}

/** The failure that `response` with the JSON object `answer` (null: there was none) stands for, or null for a success. */
export function failureOf(response, answer, service) {
  const told = text(answer?.detail) ?? text(answer?.error) ?? text(answer?.title);
  if (response.ok && answer !== null && !text(answer.error)) return null;
  if (response.ok) {
    return told === null
      ? new Failure("empty", `The ${service} service answered, but not with JSON.`, { retry: true })
      : new Failure("refused", told, { suggestions: suggestionsIn(answer) });
  }
  const atFault = response.status >= 500 || response.status === 429;
  const meaning = [response.status, text(response.statusText) ?? text(answer?.title)].filter((part) => part !== null).join(" ");
  return new Failure(atFault ? "failed" : "refused", (told ?? `The portal answered ${meaning}.`) + wait(response), {
    heading: atFault ? `${service} service: ${meaning}` : null,
    suggestions: suggestionsIn(answer),
    retry: atFault,
  });
}

function suggestionsIn(answer) {
  return [answer?.suggestion, ...list(answer?.suggestions)].flat().map(text).filter((name) => name !== null).slice(0, 3);
}

function wait(response) {
  const seconds = number(response.headers.get("retry-after"));
  return seconds === null || seconds <= 0 ? "" : ` Worth another try in ${seconds} s.`;
}

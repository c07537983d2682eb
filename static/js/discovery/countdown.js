// Times that pass between one document and the next.
import { number } from "../values.js";

/** `value` seconds, `elapsed` seconds later: what runs down stops at zero. */
export function left(value, elapsed) {
  return number(value) === null ? null : Math.max(0, value - elapsed);
}

/** The part of its time to live that a record still has, 0 to 1. None where that is zero. */
export function share(record, elapsed) {
  const rest = left(record.ttlLeft, elapsed);
  return rest === null || !(record.ttl > 0) ? 0 : Math.min(1, rest / record.ttl);
}

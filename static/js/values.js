// An answer comes over a network from a service that may be older or newer than this page. These readers make every field
// either what the page expects or null, so that a missing field is a dash and never "undefined" or "NaN".

/** A finite number. The first stock service sent its price as text, so "123.45" counts; "N/A" does not. */
export function number(value) {
  if (typeof value === "string" && value.trim() !== "") value = Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Text that is not empty. */
export function text(value) {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

export function list(value) {
  return Array.isArray(value) ? value : [];
}

export function object(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** A link that is safe to follow: `javascript:` and its relatives are not. */
export function link(value) {
  const url = text(value);
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

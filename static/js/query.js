// What a person typed, made fit to send and to compare.

/** The text without outer blanks and with runs of blanks as one; half a surrogate pair (a pasted fragment) is replaced. */
export function tidy(typed) {
  return String(typed).toWellFormed().trim().replace(/\s+/gu, " ");
}

/** Two entries with one key are one entry: "paris" and "Paris" differ in typing only. */
export function key(query) {
  return tidy(query).normalize("NFC").toLocaleLowerCase("en");
}

/**
 * The address of a question, relative to the page. Everything typed stays inside one path segment.
 * Null for what has no address: nothing at all, and "." and "..", which a URL treats as steps even when encoded.
 */
export function path(prefix, query) {
  const name = segment(tidy(query));
  return name === null ? null : `${prefix}/${name}`;
}

/** A name as one segment of a path, or null where it cannot be one. */
export function segment(name) {
  return name === "" || name === "." || name === ".." ? null : encodeURIComponent(name.toWellFormed());
}

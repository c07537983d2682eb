// Book covers and game boxes drawn from the name, so that each looks like itself on every visit and needs no network.
import { svg } from "./dom.js";
import { hash } from "./hash.js";

const palettes = 7;

/** `text` in at most `lines` lines of about `width` characters; what does not fit ends in an ellipsis. */
export function wrapped(text, width, lines) {
  const rows = [];
  for (const word of text.split(/\s+/)) {
    const last = rows[rows.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= width) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  const shown = rows.slice(0, lines).map((row) => (row.length > width ? `${row.slice(0, width - 1)}…` : row));
  if (rows.length > lines && !shown[lines - 1].endsWith("…")) shown[lines - 1] += "…";
  return shown;
}

/** Palette and motif of a name. */
export function look(name) {
  const value = hash(name);
  return { palette: value % palettes, motif: (value >>> 16) % 4 };
}

const bookMotifs = [
  () => svg("path", { class: "motif", d: "M0 62q15-12 30 0t30 0v28H0Z" }),
  () => [svg("circle", { class: "motif", cx: 43, cy: 65, r: 22 }), svg("circle", { class: "motif soft", cx: 20, cy: 74, r: 14 })],
  () => svg("path", { class: "motif", d: "M0 90 60 46V90Z" }),
  () => svg("path", { class: "motif stripes", d: "M0 58H60M0 66H60M0 74H60M0 82H60" }),
];

const gameMotifs = [
  () => svg("path", { class: "motif", d: "M10 46h14V32h14v14h14v26H10Z" }),
  () => svg("path", { class: "motif", d: "M30 26 52 50 30 74 8 50Z" }),
  () => svg("path", { class: "motif stripes", d: "M0 74 60 34M0 86 60 46M0 62 60 22" }),
  () => [svg("circle", { class: "motif", cx: 30, cy: 50, r: 20 }), svg("circle", { class: "motif soft", cx: 30, cy: 50, r: 11 })],
];

function rows(lines, y, kind) {
  return lines.map((line, index) => svg("text", { class: kind, x: 8, y: y + index * 9.5 }, line));
}

export function bookCover(title, author) {
  const { palette, motif } = look(title);
  const surname = (author ?? "").split(/\s+/).pop();
  return svg("svg", { class: `cover book palette-${palette}`, viewBox: "0 0 60 90" },
    svg("rect", { class: "ground", width: 60, height: 90 }),
    bookMotifs[motif](),
    svg("rect", { class: "spine", width: 3.5, height: 90 }),
    rows(wrapped(title, 10, 4), 16, "cover-title"),
    rows(wrapped(surname, 12, 1), 84, "cover-author"));
}

export function gameBox(name) {
  const { palette, motif } = look(name);
  return svg("svg", { class: `cover game palette-${palette}`, viewBox: "0 0 60 80" },
    svg("rect", { class: "ground", width: 60, height: 80 }),
    gameMotifs[motif](),
    svg("rect", { class: "band", width: 60, height: 22 }),
    rows(wrapped(name, 11, 2), name.length > 11 ? 9.5 : 14, "cover-title"));
}

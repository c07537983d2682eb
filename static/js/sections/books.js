// Books and what readers think of them, from the goodreads service.
import { bookCover } from "../covers.js";
import { h } from "../dom.js";
import { count, decimal, unknown } from "../format.js";
import { picture } from "../picture.js";
import { link, list, number, object, text } from "../values.js";

export const books = {
  id: "books",
  service: "goodreads",
  prefix: "book",
  caption: "Books you asked for",
  label: "ISBN, 10 or 13 characters",
  placeholder: "ISBN, such as 0316219282",
  examples: ["0316219282", "020161622X", "9780618260300"],
  // Not inputmode=numeric: the check character of an ISBN-10 can be an X.
  input: { autocapitalize: "characters", spellcheck: "false" },
  name: (answer) => text(answer.title) ?? text(answer.isbn),
  identity: (answer) => text(answer.isbn13) ?? text(answer.isbn),
  columns: [
    {
      key: "title", title: "Book", kind: "text", heading: true,
      value: ({ answer, query }) => text(answer.title) ?? text(answer.isbn) ?? query,
      cell: (entry) => h("span", { class: "pictured" }, cover(entry), described(entry)),
    },
    {
      key: "rating", title: "Rating", kind: "number", value: ({ answer }) => number(answer.averagerating),
      cell: ({ answer }) => stars(answer.averagerating),
    },
    {
      key: "ratings", title: "Ratings", kind: "number", value: ({ answer }) => number(answer.ratingscount),
      cell: ({ answer }) => h("span", { class: "figure" }, count(answer.ratingscount)),
    },
    {
      key: "reviews", title: "Reviews", kind: "number", value: ({ answer }) => number(answer.reviewscount),
      cell: ({ answer }) => h("span", { class: "figure" }, count(answer.reviewscount)),
    },
  ],
};

function authors(answer) {
  return list(answer.authors).map(text).filter((name) => name !== null);
}

function cover({ answer, query }) {
  const title = text(answer.title) ?? text(answer.isbn) ?? query;
  return picture(answer.cover, object(answer.source).provider, () => bookCover(title, authors(answer)[0]));
}

function described({ answer, query }) {
  const isbn = text(answer.isbn) ?? query;
  const title = text(answer.title) ?? isbn;
  const address = link(answer.url);
  const byline = [authors(answer).join(", "), text(answer.published)].filter(Boolean).join(" · ");
  return h("span", {},
    h("span", { class: "main" }, address === null ? title : h("a", { href: address, rel: "noopener noreferrer" }, title)),
    h("span", { class: "sub" }, byline),
    title === isbn ? null : h("span", { class: "sub figure" }, isbn));
}

function stars(average) {
  const known = number(average);
  if (known === null) return unknown;
  const filled = Math.max(0, Math.min(5, Math.round(known)));
  return [
    h("span", { class: "main figure" }, decimal(known, 2)),
    h("span", { class: "sub stars", "aria-hidden": "true" }, "★".repeat(filled) + "☆".repeat(5 - filled)),
  ];
}

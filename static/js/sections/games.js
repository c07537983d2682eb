// Games and who plays them before an audience, from the twitch service.
import { gameBox } from "../covers.js";
import { h } from "../dom.js";
import { count, shortCount } from "../format.js";
import { picture } from "../picture.js";
import { link, list, number, object, text } from "../values.js";

export const games = {
  id: "games",
  service: "twitch",
  prefix: "game",
  caption: "Games you asked for",
  label: "Game",
  placeholder: "Game, such as Minecraft",
  examples: ["Minecraft", "Rust", "Dota 2"],
  input: { autocapitalize: "off", spellcheck: "false" },
  name: (answer) => text(answer.name),
  identity: (answer) => text(answer.name),
  columns: [
    {
      key: "name", title: "Game", kind: "text", value: ({ answer, query }) => text(answer.name) ?? query, heading: true,
      cell: ({ answer, query }) => {
        const name = text(answer.name) ?? query;
        return h("span", { class: "pictured" },
          picture(answer.box, object(answer.source).provider, () => gameBox(name)),
          h("span", {}, h("span", { class: "main" }, name), topStream(answer.streams)));
      },
    },
    {
      key: "popularity", title: "Popularity", kind: "number", value: ({ answer }) => number(answer.popularity),
      cell: ({ answer }) => h("span", { class: "main figure" }, count(answer.popularity)),
    },
    {
      key: "viewers", title: "Viewers", kind: "number", value: ({ answer }) => number(answer.viewers),
      cell: ({ answer }) => h("span", { class: "figure" }, count(answer.viewers)),
    },
  ],
};

/** The stream most people watch. */
function topStream(streams) {
  const [first] = list(streams).map(object)
    .filter((stream) => text(stream.channel) !== null)
    .toSorted((a, b) => (number(b.viewers) ?? 0) - (number(a.viewers) ?? 0));
  if (first === undefined) return null;
  const address = link(first.url);
  return h("span", { class: "sub" },
    "Live: ", address === null ? first.channel : h("a", { href: address, rel: "noopener noreferrer" }, first.channel),
    number(first.viewers) === null ? null : `, ${shortCount(first.viewers)} watching`);
}

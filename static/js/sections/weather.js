// Weather now and for five days, from the weather service.
import { h, unseen } from "../dom.js";
import { count, country, day, decimal, degrees, temperature, unknown } from "../format.js";
import { list, number, object, text } from "../values.js";
import { weatherSymbol } from "../weather-art.js";

export const weather = {
  id: "weather",
  service: "weather",
  prefix: "weather",
  caption: "Weather in the cities you asked for",
  label: "City",
  placeholder: "City, such as Paris",
  examples: ["Paris", "São Paulo", "Tokyo"],
  input: { autocapitalize: "off", spellcheck: "false" },
  name: (answer) => text(answer.city),
  identity: (answer) => text(answer.city) && [answer.city, answer.region, answer.country].map(text).filter(Boolean).join(", "),
  columns: [
    {
      key: "city", title: "City", kind: "text", value: ({ answer, query }) => text(answer.city) ?? query, heading: true,
      cell: ({ answer, query }) => h("span", { class: "pictured" },
        weatherSymbol(answer.conditionCode),
        h("span", {},
          h("span", { class: "main" }, text(answer.city) ?? query),
          h("span", { class: "sub" }, where(answer).join(", ")))),
    },
    {
      key: "temp", title: "Now", kind: "number", value: ({ answer }) => number(answer.temp),
      cell: ({ answer }) => [
        h("span", { class: "main figure" }, temperature(answer.temp, answer.format)),
        h("span", { class: "sub sentence" }, text(answer.condition)),
        h("span", { class: "sub" }, air(answer)),
      ],
    },
    {
      key: "forecast", title: "Next days", kind: "picture",
      cell: ({ answer }) => forecast(answer.forecast) ?? unknown,
    },
  ],
};

/** What tells a city from its namesakes, as far as it is known. */
function where(answer) {
  const region = text(answer.region);
  return [region === text(answer.city) ? null : region, country(answer.country)].filter(Boolean);
}

/** Humidity and wind. The direction is where the wind comes from, so the arrow points the other way. */
function air(answer) {
  const wind = object(answer.wind);
  const humidity = number(answer.humidity) === null ? null : `${count(answer.humidity)}%`;
  const speed = number(wind.speed) === null ? null : `${decimal(wind.speed, 1)} ${text(wind.unit) ?? "m/s"}`;
  const arrows = "↓↙←↖↑↗→↘";
  const from = number(wind.direction);
  const arrow = from === null ? "" : arrows[((Math.round(from / 45) % 8) + 8) % 8];
  return [
    humidity && h("span", { class: "figure", title: "Humidity" }, unseen("Humidity "), humidity),
    speed && h("span", { class: "figure", title: "Wind" }, unseen(", wind "), h("span", { "aria-hidden": "true" }, ` ${arrow} `), speed),
  ].filter(Boolean);
}

function forecast(days) {
  const known = list(days).map(object).filter((item) => text(item.date) !== null).slice(0, 5);
  if (known.length === 0) return null;
  return h("ol", { class: "forecast", role: "list" }, known.map((item) => h("li", { title: text(item.condition) },
    h("span", { class: "weekday" }, day(item.date, { weekday: "short" })),
    weatherSymbol(item.conditionCode),
    unseen(`${text(item.condition) ?? ""}, high `),
    h("span", { class: "high" }, degrees(item.max)),
    unseen(", low "),
    h("span", { class: "low" }, degrees(item.min)))));
}

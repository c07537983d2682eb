// The page starts here: four sections, the picture of who answers, and how the portal finds them.
import { askDiscovery } from "./js/discovery/document.js";
import { Panel } from "./js/discovery/panel.js";
import { strategyName } from "./js/discovery/words.js";
import { Routes } from "./js/routes.js";
import { Section } from "./js/section.js";
import { books } from "./js/sections/books.js";
import { games } from "./js/sections/games.js";
import { stocks } from "./js/sections/stocks.js";
import { weather } from "./js/sections/weather.js";
import { Memory } from "./js/store.js";
import { startTheme } from "./js/theme.js";

const sections = [stocks, weather, books, games];
const byId = (id) => document.getElementById(id);

startTheme(byId("theme"));

const routes = new Routes(byId("routes"), sections);
let panel = null;
const running = sections.map((section) => new Section(
  byId(section.id), section, new Memory(section.id),
  (...answer) => {
    routes.showAnswer(...answer);
    panel?.learn(answer[2]);
  }));

const oneOfEach = byId("one-of-each");
oneOfEach.hidden = false;
oneOfEach.addEventListener("click", () => running.forEach((section, index) => section.submit(sections[index].examples[0])));

const offline = byId("offline");
const showNetwork = () => {
  offline.hidden = navigator.onLine;
  offline.textContent = navigator.onLine ? "" : "This device is offline. What is shown was answered earlier.";
};
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);
showNetwork();

const showFound = (discovery) => {
  const strategy = byId("strategy");
  strategy.textContent = `Found through ${strategyName(discovery.strategy, { sentence: true })}`;
  strategy.dataset.strategy = discovery.strategy;
  strategy.hidden = discovery.strategy === null;
  routes.showKnown(discovery.services);
};

const discovery = await askDiscovery();
if (discovery !== null) {
  showFound(discovery);
  if (discovery.services.size > 0) panel = new Panel(byId("discovery"), sections, routes, discovery, showFound);
}

// What the panel looks like around the services: its head, the controls, the words below. It decides nothing; `Panel` does.
import { h, setText, unseen } from "../dom.js";
import { count } from "../format.js";
import { Keyed } from "../keyed.js";
import { Mark } from "./mark.js";
import { ProblemBox } from "./problem-box.js";
import { ServiceView } from "./service-view.js";
import { StrategySwitch } from "./strategy-switch.js";
import { perSecond } from "./traffic.js";
import { endpointStates } from "./words.js";

export class PanelView {
  #gist;
  #services = h("div", { class: "services" });
  #list;
  #switch;
  #asking = h("button", { type: "button", class: "toggle", role: "switch", "aria-checked": "false" }, "Ask continuously");
  #counts = h("p", { class: "counts figure" });
  #failure = h("p", { class: "wrong" });
  #news = h("p", { class: "unseen", role: "status" });
  #old = h("p", { class: "notice", role: "status" });
  problem = new ProblemBox();

  /** `actions`: choose(strategy), act(instance, action), add(service), toggleAsking(). `tintOf(service)` is a section's id. */
  constructor(panel, actions, tintOf) {
    this.#gist = panel.querySelector(".gist");
    this.#switch = new StrategySwitch(actions.choose);
    this.#asking.addEventListener("click", actions.toggleAsking);
    this.#list = new Keyed(this.#services, ({ service }) => service.name,
      ({ service }) => new ServiceView(service, tintOf(service.name), actions));
    panel.append(h("div", { class: "found-body" },
      h("div", { class: "controls" },
        this.#switch.element,
        h("div", { class: "asking" }, this.#asking,
          h("span", { class: "sub" }, `${perSecond} questions a second, spread over the services`), this.#counts)),
      this.#failure, this.problem.element, this.#old, this.#services, legend(), this.#news));
    this.showAsking({ on: false, state: { asked: 0 } });
    this.showOld("");
  }

  show(document, services) {
    this.#switch.show(document);
    this.#list.show(services);
    const endpoints = services.flatMap(({ service }) => service.endpoints);
    const well = endpoints.filter(({ state }) => state === "available").length;
    setText(this.#gist, endpoints.some(({ state }) => state !== null)
      ? `${count(well)} of ${words(endpoints.length, "endpoint", "endpoints")} available`
      : words(endpoints.length, "endpoint", "endpoints"));
  }

  serviceView(name) {
    return this.#list.views.find((view) => view.element.dataset.service === name);
  }

  showAsking({ on, state }) {
    this.#asking.setAttribute("aria-checked", String(on));
    setText(this.#counts, state.asked === 0 ? ""
      : `${words(state.answers, "answer", "answers")}, ${words(state.failures, "failure", "failures")}`);
    this.#counts.classList.toggle("wrong", state.failures > 0);
    setText(this.#failure, state.asked > 0 && state.lastFailure !== null ? `Last failure: ${state.lastFailure}` : "");
  }

  showAnswers(name, events, toneOf) {
    this.serviceView(name)?.showAnswers(events, toneOf);
  }

  /** Why what is shown is not new. */
  showOld(words) {
    setText(this.#old, words);
    this.#old.hidden = words === "";
  }

  announce(words) {
    setText(this.#news, words);
  }

  tick(elapsed) {
    for (const view of this.#list.views) view.tick(elapsed);
  }
}

const words = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** What the states mean, for those who see no tooltips. */
function legend() {
  const states = Object.values(endpointStates).map((state) => {
    const mark = new Mark();
    mark.show(state);
    return h("div", {}, h("dt", {}, mark.element, unseen(": ")), h("dd", {}, state[3]));
  });
  const answers = "The number of the instance; underlined: it took over half a second; ×: a failure.";
  return h("dl", { class: "legend" }, states, h("div", {}, h("dt", {}, "Latest answers"), h("dd", {}, answers)));
}

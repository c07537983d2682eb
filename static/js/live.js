// Work that is done again and again, but only while it is wanted and the page is seen: a page in the background asks nothing.
export class Live {
  #work; #period; #page;
  #on = false;
  #busy = false;
  #again = false;
  #timer;

  /** `work` may be asynchronous; `period` are the milliseconds from its end to its next start. */
  constructor(work, period, page = document) {
    this.#work = work;
    this.#period = period;
    this.#page = page;
    page.addEventListener("visibilitychange", () => this.hurry());
  }

  get on() {
    return this.#on;
  }

  set on(wanted) {
    if (wanted === this.#on) return;
    this.#on = wanted;
    this.hurry();
  }

  /** Does the work now, not when its turn comes; where it is under way, once more after that. */
  async hurry() {
    clearTimeout(this.#timer);
    if (!this.#on || this.#page.hidden) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      do {
        this.#again = false;
        await this.#work();
      } while (this.#again && this.#on && !this.#page.hidden);
    } finally {
      this.#busy = false;
      if (this.#on && !this.#page.hidden) this.#timer = setTimeout(() => this.hurry(), this.#period);
    }
  }
}

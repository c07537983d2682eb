// A list of elements that changes often. An element stays the same as long as its key is in the list, and is moved only
// where it has to be: so the focus, and the place of those who listen to the page, survive every change.
export class Keyed {
  #parent; #key; #make; #lost;
  #views = new Map();

  /**
   * `make(item)` gives `{ element, show(item) }`, once for each `key(item)`. `lost()` is told where an element that had
   * the focus is gone.
   */
  constructor(parent, key, make, lost = () => {}) {
    this.#parent = parent;
    this.#key = key;
    this.#make = make;
    this.#lost = lost;
  }

  get views() {
    return [...this.#views.values()];
  }

  show(items) {
    const next = new Map();
    for (const item of items) {
      const key = this.#key(item);
      if (next.has(key)) continue;
      const view = this.#views.get(key) ?? this.#make(item);
      view.show(item);
      next.set(key, view);
    }
    let focusGone = false;
    for (const [key, { element }] of this.#views) {
      if (next.has(key)) continue;
      focusGone ||= element.contains(document.activeElement);
      element.remove();
    }
    let place = this.#parent.firstElementChild;
    for (const { element } of next.values()) {
      if (element === place) place = place.nextElementSibling;
      else this.#parent.insertBefore(element, place);
    }
    this.#views = next;
    if (focusGone) this.#lost();
  }
}

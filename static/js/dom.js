// The only two ways this page makes elements. Text always arrives as a text node, so nothing a service answers can become
// markup; styles are set by class, because the page's Content-Security-Policy forbids style attributes.

const svgNamespace = "http://www.w3.org/2000/svg";

/** An HTML element. `on` holds listeners, `data` holds data attributes; null, undefined and false are left out. */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** An SVG element, decorative unless it is given a `label`: then it is an image with that name. */
export function svg(tag, properties = {}, ...children) {
  const { label, ...rest } = properties;
  const named = label ? { role: "img", "aria-label": label } : {};
  const silent = tag === "svg" && !label ? { "aria-hidden": "true", focusable: "false" } : {};
  return fill(document.createElementNS(svgNamespace, tag), { ...rest, ...named, ...silent }, children);
}

/** Text for those who listen to the page rather than look at it. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/** Sets the text of `element` where it is another one: what stays the same is neither drawn nor read out again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") {
      for (const [key, entry] of Object.entries(value)) element.dataset[key] = entry;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

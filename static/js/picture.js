// A picture from a provider, or the drawing that stands in for it. Sample data has no pictures on any server: its drawing
// is shown without asking, so that a demonstration sends nothing outside.
import { h } from "./dom.js";
import { link } from "./values.js";

export function wantsImage(address, provider) {
  return provider !== "sample" && link(address) !== null;
}

/** `draw` makes the stand-in. The picture is decorative: the name stands beside it. */
export function picture(address, provider, draw) {
  if (!wantsImage(address, provider)) return draw();
  const image = h("img", { class: "cover", alt: "", loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(draw()), { once: true });
  image.src = address;
  return image;
}

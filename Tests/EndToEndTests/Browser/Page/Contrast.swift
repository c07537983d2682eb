/// Contrast as WCAG 2.2 reckons it (success criterion 1.4.3), for whatever text is on the page.
enum Contrast {
  /// A script that gives the elements whose own text has less than 4.5 to 1 against what lies behind it. Colours pass
  /// through a canvas, which turns every notation into red, green, blue and alpha.
  static let script = """
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top, below) => [0, 1, 2].map((index) => top[index] * top[3] + below[index] * (1 - top[3])).concat(1);
    const luminance = (colour) => {
      const [red, green, blue] = colour.slice(0, 3).map((channel) => channel / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const background = (element) => {
      const layers = [];
      for (let at = element; at; at = at.parentElement) layers.push(channels(getComputedStyle(at).backgroundColor));
      return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    return [...document.querySelectorAll("body *")]
      .filter((element) => hasText(element) && element.checkVisibility() && !element.closest("svg, .unseen, .skip, noscript"))
      .filter((element) => {
        const below = background(element);
        const text = over(channels(getComputedStyle(element).color), below);
        const [lighter, darker] = [luminance(text), luminance(below)].sort((a, b) => b - a);
        return (lighter + 0.05) / (darker + 0.05) < 4.5;
      })
      .map((element) => `${element.tagName}.${element.getAttribute("class")}: ${element.textContent.trim().slice(0, 40)}`);
    """
}

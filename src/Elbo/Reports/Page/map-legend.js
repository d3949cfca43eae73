// The legend of the latent map: each label shows and hides its codes, which is told.
function mapLegend(map, { labels, tints, hidden, colour, shade }, changed) {
  const legend = element("map-legend"), shape = "http://www.w3.org/2000/svg";
  const spot = fill => {
    const svg = document.createElementNS(shape, "svg"), circle = document.createElementNS(shape, "circle");
    for (const [name, value] of [["width", 12], ["height", 12], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    for (const [name, value] of [["cx", 6], ["cy", 6], ["r", 5], ["fill", fill]]) circle.setAttribute(name, value);
    svg.append(circle);
    return svg;
  };
  if (!labels) {
    if (!tints) for (const [text, value] of [["dark", 0], ["", 0.5], ["bright", 1]]) legend.append(spot(shade(value)), document.createTextNode(text));
    return;
  }
  const present = new Set(labels), buttons = new Map();
  const show = () => {
    for (const [g, button] of buttons) button.setAttribute("aria-pressed", !hidden.has(g));
    changed();
  };
  const add = (act, ...content) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...content);
    button.addEventListener("click", () => {
      act();
      show();
    });
    legend.append(button);
    return button;
  };
  map.names.forEach((name, g) => {
    if (present.has(g)) buttons.set(g, add(() => { if (!hidden.delete(g)) hidden.add(g); }, spot(colour(g)), name));
  });
  if (buttons.size > 2) {
    add(() => {
      const none = hidden.size === 0;
      hidden.clear();
      if (none) for (const g of buttons.keys()) hidden.add(g);
    }, "All / none");
  }
  show();
}

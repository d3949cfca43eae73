// Which plane is shown, and the legend of its labels.
import { button, make, number } from "./dom.js";
import { colourOf, unlabelled } from "./palette.js";

const titles = { latents: "Latents", pca: "PCA", tsne: "t-SNE" };

export const axesBar = (exploration, plane) => {
  const { run } = exploration;
  const option = (value, text) => make("option", { value, textContent: text });
  const kind = make("select", { "aria-label": "Plane" });
  const latent = name => make("select", { "aria-label": name, title: "With its KL divergence in nats" });
  const x = latent("Latent across"), y = latent("Latent upwards");
  const pair = make("span.pair", {}, x, make("span", { "aria-hidden": "true" }, "×"), y);
  const fill = () => {
    kind.replaceChildren(...run.axes.map(axes => option(axes, titles[axes] ?? axes)));
    for (const select of [x, y]) select.replaceChildren(...run.dimensions.map(({ index, kl }) => option(index, `latent ${index} · ${number(kl, 1)}`)));
    show();
  };
  const show = () => {
    kind.value = exploration.axes;
    [x.value, y.value] = [exploration.x, exploration.y];
    pair.hidden = exploration.axes !== "latents";
  };
  const change = () => {
    let [across, up] = [Number(x.value), Number(y.value)];
    // One latent across and upwards is no plane: the other takes the place that has become free.
    if (across === up && run.latent > 1) [across, up] = up === exploration.y ? [across, exploration.x] : [exploration.y, up];
    exploration.setAxes(kind.value, across, up);
  };
  for (const select of [kind, x, y]) select.addEventListener("change", change);
  exploration.addEventListener("axes", show);
  exploration.addEventListener("model", fill);
  fill();
  const { view } = plane, middle = () => [view.width / 2, view.height / 2];
  const zoom = factor => { view.zoomAt(middle(), factor); plane.settle(); };
  return make("div.row.axes", {}, kind, pair, make("span.space"),
    button("+", () => zoom(1.6), { "aria-label": "Zoom in" }),
    button("−", () => zoom(1 / 1.6), { "aria-label": "Zoom out" }),
    button("All", () => { view.all(); plane.settle(); }, { "aria-label": "Show the whole plane" }));
};

/** One button for each label; it hides and shows the label's points. */
export const legend = (exploration, plane) => {
  const { run, notes } = exploration, bar = make("div.legend", { role: "group", "aria-label": "Labels", hidden: true });
  for (const text of (notes.hide ?? "").split(".")) if (/^\d+$/.test(text)) plane.hidden.add(Number(text));
  const changed = () => {
    exploration.note("hide", plane.hidden.size ? [...plane.hidden].join(".") : null);
    for (const one of bar.querySelectorAll("button[data-label]")) one.setAttribute("aria-pressed", !plane.hidden.has(Number(one.dataset.label)));
    plane.tint();
  };
  plane.element.addEventListener("loaded", () => {
    const present = [...new Set(plane.labels)].filter(label => label !== unlabelled).sort((a, b) => a - b);
    if (present.length === 0 || bar.childElementCount > 0) return;
    bar.hidden = false;
    for (const label of present) {
      const spot = make("span.spot", { "aria-hidden": "true" });
      spot.style.background = colourOf(label);
      const one = button("", () => {
        if (!plane.hidden.delete(label)) plane.hidden.add(label);
        changed();
      }, { "data-label": label });
      one.append(spot, run.classes[label] ?? String(label));
      bar.append(one);
    }
    bar.append(button("All / none", () => {
      const show = plane.hidden.size > 0;
      plane.hidden.clear();
      if (!show) for (const label of present) plane.hidden.add(label);
      changed();
    }));
    changed();
  });
  return bar;
};

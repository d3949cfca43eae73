// The runs of a folder.
import { button, element, make, number, whole } from "./dom.js";
import { Run } from "./api.js";

export const runList = runs => {
  const chosen = new Set(), compare = button("Compare two", () => { location.hash = new URLSearchParams({ compare: [...chosen].map(encodeURIComponent).join(",") }); }, { disabled: true, className: "primary" });
  const help = make("p.muted", {}, runs.length ? "Open a run, or mark two to compare them." : "This folder holds no run: train one with elbo train.");
  const pick = (id, box) => {
    if (!box.checked) chosen.delete(id);
    else chosen.add(id);
    compare.disabled = chosen.size !== 2;
    for (const other of document.querySelectorAll(".run input")) other.disabled = chosen.size === 2 && !other.checked;
  };
  element("content").replaceChildren(make("div.runs", {}, make("div.row", {}, help, make("span.space"), runs.length > 1 ? compare : null),
    make("ul.cards", {}, ...runs.map(run => card(run, pick)))));
};

const card = (run, pick) => {
  if (run.damaged) return make("li.run.damaged", {}, make("h2", {}, run.name), make("p", {}, run.damaged));
  const box = make("input", { type: "checkbox", "aria-label": `compare ${run.name}`, onchange: () => pick(run.id, box) });
  const image = make("img.pixels", { src: new Run(run.id).thumbnail(), alt: `Samples of ${run.name}`, loading: "lazy" });
  return make("li.run", {},
    make("a", { href: `#${new URLSearchParams({ run: run.id })}` }, image, make("h2", {}, run.name)),
    make("p", {}, make("span.badge", { "data-state": run.state }, run.state), make("br"), `${run.recipe} · ${run.latent} latents`, make("br"),
      `${run.epoch} of ${run.epochs ?? "?"} epochs, ${whole(run.step)} steps`, make("br"), `validation loss ${number(run.validationLoss)} nats`),
    make("label", {}, box, " compare"));
};

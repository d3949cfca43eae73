// Two runs side by side: their figures, their samples and the same test pictures rebuilt by both.
import { curveChart } from "./curves.js";
import { choosing } from "./choosing.js";
import { element, make, number, whole } from "./dom.js";
import { Exploration } from "./exploration.js";
import { labelChoice } from "./hero.js";
import { freshen } from "./freshen.js";
import { hoverCard } from "./hover-card.js";
import { Picture } from "./picture.js";
import { Plane } from "./plane.js";
import { startPad } from "./pad.js";
import { Progress } from "./training.js";

const rebuilt = 8;

export const compare = (runs, summaries, signal) => {
  const progress = runs.map(run => new Progress(run, signal));
  document.title = `${runs.map(run => run.name).join(" and ")} · Elbo explorer`;
  element("title").textContent = "Comparison";
  element("content").replaceChildren(make("div.compare", {}, make("div.summary", {}, table(runs, summaries), losses(runs, progress)), make("div.two", {}, ...runs.map((run, i) => side(run, progress[i], signal)))));
};

const table = (runs, summaries) => {
  const active = run => run.dimensions.filter(dimension => dimension.active).length;
  const rows = [
    ["recipe", run => run.recipe], ["latents, of these active", run => `${run.latent}, ${active(run)}`],
    ["pictures", run => `${run.width} × ${run.height}${run.channels === 3 ? " in colour" : ""}`], ["likelihood", run => run.likelihood],
    ["state", run => run.state], ["epochs", run => `${run.epoch} of ${run.epochs ?? "?"}`], ["steps", run => whole(run.step)],
    ["KL of all latents, nats", run => number(run.dimensions.reduce((sum, { kl }) => sum + (kl ?? 0), 0))],
    ["validation loss, nats", run => number(summaries.find(summary => summary.id === run.id)?.validationLoss)],
  ];
  return make("div.scroll", {}, make("table", {}, make("thead", {}, make("tr", {}, make("td"), ...runs.map(run => make("th", { scope: "col" },
    make("a", { href: `#${new URLSearchParams({ run: run.id })}` }, run.name))))),
  make("tbody", {}, ...rows.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), ...runs.map(run => make("td", {}, value(run))))))));
};

const side = (run, progress, signal) => {
  const exploration = new Exploration(run), plane = new Plane(exploration, signal), canvas = make("canvas", { role: "img", "aria-label": `Picture of ${run.name}` });
  const picture = new Picture(canvas, run);
  exploration.addEventListener("picture", () => picture.draw(exploration.picture));
  startPad(plane, {
    hovered: hoverCard(run, plane),
    chosen: choosing(exploration),
  });
  freshen(exploration, progress, signal);
  plane.load();
  exploration.moveTo(exploration.code);
  // Of the same data, so that the same numbers are the same pictures.
  const count = Math.min(rebuilt, run.test.count), strip = address => Array.from({ length: count }, (_, i) => make("img.pixels", { src: address(i), alt: "", loading: "lazy" }));
  return make("section", { "aria-label": run.name }, make("h2", {}, run.name), make("div.pair", {}, plane.element, make("div.frame", {}, canvas)), labelChoice(exploration),
    make("figure", {}, make("div.strip", {}, ...strip(i => run.picture(i)), ...strip(i => run.reconstruction(i))), make("figcaption", {}, `The first ${count} test pictures, and below them their reconstructions`)),
    make("figure", {}, make("img.pixels.sheet", { src: run.thumbnail(), alt: `Samples of ${run.name}` }), make("figcaption", {}, "Samples")));
};

/** Validation losses of both in one chart; training losses where a run has none. */
const losses = (runs, progress) => {
  const place = make("div.curves");
  const draw = () => {
    const series = progress.map(({ rows }, i) => [runs[i].name, rows.map(row => [row.epoch, row.validationLoss ?? row.loss ?? NaN])]);
    place.replaceChildren(...[curveChart("Loss, nats", series)].filter(Boolean));
  };
  for (const one of progress) one.addEventListener("rows", draw);
  return place;
};

// The page over one run.
import { arithmetic } from "./arithmetic.js";
import { follow, restore, written } from "./address.js";
import { axesBar, legend } from "./axes.js";
import { choosing } from "./choosing.js";
import { attempt, copy, element, make, tell, whole } from "./dom.js";
import { Exploration } from "./exploration.js";
import { freshen } from "./freshen.js";
import { hero } from "./hero.js";
import { hoverCard } from "./hover-card.js";
import { acceptDrops, inspect } from "./inspect.js";
import { morph } from "./morph.js";
import { startPad } from "./pad.js";
import { Plane } from "./plane.js";
import { sliders } from "./sliders.js";
import { tabs } from "./tabs.js";
import { Progress, badge, training } from "./training.js";

export const explore = (run, told, signal) => {
  const exploration = new Exploration(run);
  restore(exploration, told);
  head(run, exploration, signal);
  const progress = new Progress(run, signal), plane = new Plane(exploration, signal);
  badge(run, progress);

  startPad(plane, { chosen: choosing(exploration), hovered: hoverCard(run, plane) });
  const { panel, look } = inspect(exploration);
  const tools = tabs([
    ["sliders", "Sliders", () => sliders(exploration)],
    ["draw", "Draw", () => panel],
    ["morph", "Morph", () => morph(exploration, signal)],
    ["arithmetic", "Arithmetic", () => arithmetic(exploration)],
    ["training", "Training", () => training(run, progress, signal)],
  ], exploration.notes.tab, name => exploration.note("tab", name === "sliders" ? null : name));
  acceptDrops((file, name) => {
    tools.open("draw");
    look(file, name);
  }, signal);

  const picture = hero(exploration);
  element("content").replaceChildren(make("div.explore", {},
    make("section.plane", { "aria-label": "Latent plane" }, axesBar(exploration, plane), plane.element, legend(exploration, plane)), picture, tools.element));
  plane.load();
  follow(exploration, signal);
  exploration.moveTo(exploration.code);
  const { point } = exploration.notes;
  if (/^\d+$/.test(point ?? "") && Number(point) < run.test.count) attempt(async () => {
    const found = await run.point(Number(point));
    // Another may have been chosen meanwhile.
    if (!exploration.point) exploration.choose(found);
  });
  progress.addEventListener("gone", () => tell(progress.error, true));
  freshen(exploration, progress, signal);
  let asked = 0;
  exploration.addEventListener("model", () => {
    const chosen = exploration.point;
    facts(run);
    if (chosen) attempt(async () => {
      const mine = ++asked, found = await run.point(chosen.index);
      // Still newer weights, or another picture, may have come meanwhile.
      if (mine === asked && exploration.point === chosen) exploration.choose(found);
    });
  });
};

const head = (run, exploration, signal) => {
  document.title = `${run.name} · Elbo explorer`;
  element("title").textContent = run.name;
  facts(run);
  element("export").href = `${run.path}/export.html`;
  for (const name of ["share", "export"]) element(name).hidden = false;
  element("share").addEventListener("click", () => copy(location.origin + location.pathname + written(exploration), "Link"), { signal });
};

const facts = run => {
  element("facts").textContent = `${run.recipe} · ${run.latent} latents · ${run.width} × ${run.height}${run.channels === 3 ? " in colour" : ""} · ${whole(run.test.count)} test pictures`;
};

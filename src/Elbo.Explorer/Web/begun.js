// A run that has only begun to train: its curves, until its first checkpoint gives something to explore.
import { Run } from "./api.js";
import { element, make } from "./dom.js";
import { Progress, badge, training } from "./training.js";

/** Shows how a run trains that has no weights yet, and opens it once it has. */
export const begun = (summary, open, signal) => {
  const run = Object.assign(new Run(summary.id), summary), progress = new Progress(run, signal), wait = make("p.wait", { role: "status" },
    "This run has only begun to train. It opens by itself when its first checkpoint is there; its curves grow meanwhile.");
  document.title = `${run.name} · Elbo explorer`;
  element("title").textContent = run.name;
  element("facts").textContent = `${run.recipe} · ${run.latent} latents`;
  badge(run, progress);
  element("content").replaceChildren(make("div.runs", {}, wait, training(run, progress, signal)));
  progress.addEventListener("checkpoint", () => { if (progress.checkpoint > 0 && !signal.aborted) open(); });
  progress.addEventListener("state", () => {
    if (progress.state !== "training") wait.textContent = "This run has ended before its first checkpoint: train it on with elbo train --resume.";
  });
};

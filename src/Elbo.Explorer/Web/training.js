// A run as it trains: its curves and samples, kept up to date by the server's events.
import { metricChart } from "./curves.js";
import { element, make, number, whole } from "./dom.js";
import { samples } from "./samples.js";

const curves = [["Loss", "loss"], ["Reconstruction", "reconstruction"], ["KL divergence", "kl"]];

/** Events of a run: rows (metrics have come), state, checkpoint (there are newer weights), gone. */
export class Progress extends EventTarget {
  rows = [];
  state;
  step;
  checkpoint;

  constructor(run, signal) {
    super();
    this.state = run.state;
    this.step = run.step;
    this.checkpoint = run.checkpoint ?? 0;
    const source = run.events(), told = (name, take) => source.addEventListener(name, event => take(JSON.parse(event.data)));
    const tell = name => this.dispatchEvent(new Event(name));
    told("history", rows => { this.rows = rows; tell("rows"); });
    told("epoch", row => { this.rows.push(row); tell("rows"); });
    told("state", ({ state, step, checkpoint }) => {
      const newer = checkpoint !== this.checkpoint;
      [this.state, this.step, this.checkpoint] = [state, step, checkpoint];
      tell("state");
      if (newer) tell("checkpoint");
    });
    told("gone", ({ error }) => {
      this.error = error;
      source.close();
      tell("gone");
    });
    signal.addEventListener("abort", () => source.close());
  }

  get last() { return this.rows.at(-1); }
}

/** The word beside the run's name. */
export const badge = (run, progress) => {
  const sign = element("badge");
  const show = () => {
    const { state, last } = progress, epoch = last?.epoch ?? run.epoch;
    sign.hidden = false;
    sign.dataset.state = progress.error ? "gone" : state;
    sign.textContent = progress.error ? "gone" : state === "training" ? `training · epoch ${epoch}${run.epochs ? ` of ${run.epochs}` : ""}` : state;
  };
  for (const name of ["rows", "state", "gone"]) progress.addEventListener(name, show);
  show();
};

export const training = (run, progress, signal) => {
  const numbers = make("dl.numbers"), charts = make("div.charts"), problem = make("p.problem", { hidden: true });
  const fact = (name, value) => make("div", {}, make("dt", {}, name), make("dd", {}, value));
  const drawCurves = () => charts.replaceChildren(...curves.map(([title, name]) => metricChart(title, progress.rows, name)).filter(Boolean));
  const drawNumbers = () => {
    const row = progress.last;
    if (!row) return;
    numbers.replaceChildren(fact("epoch", `${row.epoch}${run.epochs ? ` / ${run.epochs}` : ""}`), fact("step", whole(row.step)), fact("loss, nats", number(row.loss)),
      fact("validation loss", number(row.validationLoss)), fact("KL, nats", number(row.kl)));
  };
  let waiting = 0;
  const show = () => {
    // Epochs of small models come faster than anyone looks.
    waiting ||= setTimeout(() => {
      waiting = 0;
      drawCurves();
      drawNumbers();
    }, 150);
  };
  progress.addEventListener("rows", show);
  progress.addEventListener("gone", () => {
    problem.hidden = false;
    problem.textContent = progress.error;
  });
  signal.addEventListener("abort", () => clearTimeout(waiting));
  if (progress.last) show();
  return make("div.training", {}, problem, numbers, charts, samples(run, progress, signal));
};

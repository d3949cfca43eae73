// A run as it trains: its curves and samples, kept up to date by the server's events.
import { metricChart } from "./curves.js";
import { element, make, number, whole } from "./dom.js";
import { samples } from "./samples.js";

const curves = [["Loss", "loss"], ["Reconstruction", "reconstruction"], ["KL divergence", "kl"]];

// Milliseconds after the last word of a run that is finished, in which its last checkpoint is told.
const farewell = 2500;

// Milliseconds until a server is asked again that refused the stream, as when too many are open.
const pause = 3000;

/**
 * Events of a run: rows (metrics have come), state, checkpoint (there are newer weights), gone, lost (the server is silent, or speaks again).
 * A browser has only a few connections to one server: the stream is open only while its page is seen and there may be news.
 */
export class Progress extends EventTarget {
  rows = [];
  state;
  step;
  checkpoint;
  lost = false;
  #run;
  #source = null;
  #closing = 0;
  #opening = 0;

  constructor(run, signal) {
    super();
    this.#run = run;
    this.state = run.state;
    this.step = run.step;
    this.checkpoint = run.checkpoint ?? 0;
    document.addEventListener("visibilitychange", () => document.hidden ? this.#close() : this.#open(), { signal });
    signal.addEventListener("abort", () => this.#close());
    if (!document.hidden) this.#open();
  }

  get last() { return this.rows.at(-1); }

  #open() {
    if (this.#source || this.error) return;
    const source = this.#source = this.#run.events(), told = (name, take) => source.addEventListener(name, event => take(JSON.parse(event.data)));
    const tell = name => this.dispatchEvent(new Event(name));
    const heard = lost => {
      if (lost === this.lost) return;
      this.lost = lost;
      tell("lost");
    };
    source.addEventListener("open", () => heard(false));
    source.addEventListener("error", () => {
      heard(true);
      // The browser tries again by itself, but not where the answer was a refusal.
      if (source.readyState !== EventSource.CLOSED) return;
      this.#close();
      this.#opening = setTimeout(() => this.#open(), pause);
    });
    told("history", rows => { this.rows = rows; tell("rows"); });
    told("epoch", row => { this.rows.push(row); tell("rows"); });
    told("state", ({ state, step, checkpoint }) => {
      const newer = checkpoint !== this.checkpoint;
      [this.state, this.step, this.checkpoint] = [state, step, checkpoint];
      tell("state");
      if (newer) tell("checkpoint");
      clearTimeout(this.#closing);
      if (state === "finished") this.#closing = setTimeout(() => this.#close(), farewell);
    });
    told("gone", ({ error }) => {
      this.error = error;
      this.#close();
      tell("gone");
    });
  }

  #close() {
    clearTimeout(this.#closing);
    clearTimeout(this.#opening);
    this.#source?.close();
    this.#source = null;
  }
}

/** The word beside the run's name. */
export const badge = (run, progress) => {
  const sign = element("badge");
  const show = () => {
    const { state, last } = progress, epoch = last?.epoch ?? run.epoch;
    sign.hidden = false;
    sign.dataset.state = progress.error || progress.lost ? "gone" : state;
    sign.textContent = progress.error ? "gone" : progress.lost ? "no answer" : state === "training" ? `training · epoch ${epoch}${run.epochs ? ` of ${run.epochs}` : ""}` : state;
  };
  for (const name of ["rows", "state", "gone", "lost"]) progress.addEventListener(name, show);
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

// The newest pictures that training has drawn.
import { attempt, make } from "./dom.js";

// Milliseconds after an epoch's row: its pictures are written later than the row, if they are drawn at all.
const looks = [150, 1000, 4000];

const ranks = ["generations", "samples", "reconstructions"];

const rank = kind => { const at = ranks.indexOf(kind); return at < 0 ? ranks.length : at; };

/** What epochs/0003-generations.png shows: generations. */
const kindOf = name => name.split("/").at(-1).replace(/^\d+-|-?\d*\.\w+$/g, "");

export const samples = (run, progress, signal) => {
  const sheets = make("div.samples");
  let timers = [], shown = "";
  const look = () => attempt(async () => {
    const kinds = new Map();
    for (const figure of await run.figures()) {
      if (figure.epoch === null || !/\.(png|gif)$/.test(figure.name)) continue;
      const kind = kindOf(figure.name), known = kinds.get(kind);
      if (!known || figure.epoch >= known.epoch) kinds.set(kind, figure);
    }
    const newest = [...kinds].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b)).slice(0, 3), now = newest.map(([, figure]) => figure.url).join();
    if (now === shown || signal.aborted) return;
    shown = now;
    sheets.replaceChildren(...newest.map(([kind, figure]) => make("figure", {},
      make("img.pixels", { src: figure.url, alt: `${kind} after epoch ${figure.epoch}`, loading: "lazy" }), make("figcaption", {}, `${kind}, epoch ${figure.epoch}`))));
  });
  const stop = () => { for (const timer of timers) clearTimeout(timer); };
  const expect = () => {
    stop();
    timers = looks.map(after => setTimeout(look, after));
  };
  for (const name of ["rows", "state"]) progress.addEventListener(name, expect);
  signal.addEventListener("abort", stop);
  expect();
  return sheets;
};

// The view in the address: opening it again, here or elsewhere, restores it.
import { pack, unpack } from "./codes.js";

export const read = () => new URLSearchParams(location.hash.slice(1));

/** Puts what the address says into an exploration that is about to begin. */
export const restore = (exploration, told) => {
  const { run } = exploration, index = name => {
    const value = Number(told.get(name));
    return told.has(name) && Number.isInteger(value) && value >= 0 && value < run.latent ? value : null;
  };
  if (run.axes.includes(told.get("axes"))) exploration.axes = told.get("axes");
  exploration.x = index("x") ?? exploration.x;
  exploration.y = index("y") ?? exploration.y;
  exploration.code = unpack(told.get("z") ?? "", run.latent) ?? exploration.code;
  const label = Number(told.get("label"));
  if (run.conditional && Number.isInteger(label) && label >= 0 && label < Math.max(1, run.classes.length)) exploration.label = label;
  for (const text of (told.get("lock") ?? "").split(".")) if (/^\d+$/.test(text) && Number(text) < run.latent) exploration.locked.add(Number(text));
  for (const name of ["view", "tab", "point", "hide", "from", "to", "t", "plus", "minus", "amount", "base", "folded"])
    if (told.has(name)) exploration.notes[name] = told.get(name);
};

/** What to write after the # for an exploration. */
export const written = exploration => {
  const { run, axes, x, y, code, label, locked, notes } = exploration, told = new URLSearchParams({ run: run.id, axes });
  if (axes === "latents") {
    told.set("x", x);
    told.set("y", y);
  }
  if (label !== null) told.set("label", label);
  if (locked.size) told.set("lock", [...locked].join("."));
  for (const [name, value] of Object.entries(notes)) told.set(name, value);
  told.set("z", pack(code));
  return `#${told}`;
};

/** Keeps the address up to date, a moment after the last change. */
export const follow = (exploration, signal) => {
  let waiting = 0;
  const write = () => {
    waiting = 0;
    history.replaceState(null, "", written(exploration));
  };
  const later = () => { waiting ||= setTimeout(write, 250); };
  for (const name of ["code", "axes", "locked", "noted"]) exploration.addEventListener(name, later, { signal });
  signal.addEventListener("abort", () => clearTimeout(waiting));
};

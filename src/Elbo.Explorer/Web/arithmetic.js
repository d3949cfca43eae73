// Attribute arithmetic: the mean of one group of codes minus another's, added to a picture.
import { attempt, button, make, number } from "./dom.js";
import { shifted, zeros } from "./codes.js";
import { Slot } from "./slot.js";

const own = { plus: "own-plus", minus: "own-minus" };

export const arithmetic = exploration => {
  const { run, notes } = exploration, base = new Slot(exploration, "base", "Picture"), means = new Map([["zero", zeros(run.latent)]]);
  const picked = { plus: [], minus: [] }, told = make("p.muted");
  const choice = name => make("select", { "aria-label": name });
  const selects = { plus: choice("Plus the mean of"), minus: choice("Minus the mean of") };
  const amount = make("input", { type: "range", min: -2, max: 2, step: "any", value: 0, "aria-label": "How much of it" }), value = make("output", {}, "0.00");
  const meanOf = side => means.get(selects[side].value);
  /** Whether there is all that it takes. */
  const ready = () => {
    const all = Boolean(base.code && meanOf("plus") && meanOf("minus"));
    amount.disabled = !all;
    value.textContent = number(Number(amount.value));
    return all;
  };
  const show = () => { if (ready()) exploration.moveTo(shifted(base.code, meanOf("plus"), meanOf("minus"), Number(amount.value))); };
  const groups = () => Object.keys(selects).map(side => `${side === "plus" ? "Plus" : "minus"} group: ${picked[side].length}`).join(", ");
  // Counts what is asked for, so that the mean of a smaller group is not taken for that of a larger one.
  const asked = { plus: 0, minus: 0 };
  // Whether the user waits to see what a picture changes in its group.
  let wanted = () => false;
  const average = async side => {
    const mine = ++asked[side], found = await run.mean(picked[side]);
    if (mine !== asked[side]) return;
    means.set(own[side], found);
    if (wanted()) show();
    else ready();
  };
  const pick = side => attempt(async () => {
    if (!exploration.point) return;
    picked[side].push(exploration.point.index);
    selects[side].value = own[side];
    note();
    told.textContent = `${groups()} test pictures.`;
    wanted = exploration.wish();
    await average(side);
  });
  const note = () => {
    for (const side of Object.keys(selects)) {
      const mine = selects[side].value === own[side];
      exploration.note(side, mine ? picked[side].join(".") : selects[side].value || null);
    }
  };
  const picks = Object.keys(selects).map(side => button(`Add the chosen test picture to ${side}`, () => pick(side), { disabled: !exploration.point }));
  exploration.addEventListener("point", () => { for (const one of picks) one.disabled = !exploration.point; });
  for (const select of Object.values(selects)) select.addEventListener("change", () => { note(); show(); });
  amount.addEventListener("input", () => {
    exploration.note("amount", Number(amount.value).toFixed(3));
    show();
  });
  base.addEventListener("changed", () => {
    amount.value = 0;
    exploration.note("amount", null);
    show();
  });

  const restore = async side => {
    const kept = notes[side];
    if (!kept || means.has(kept)) return kept;
    const indices = kept.split(".").map(Number);
    if (!indices.every(index => Number.isInteger(index) && index >= 0 && index < run.test.count)) return null;
    picked[side] = indices;
    await average(side);
    return own[side];
  };
  // The means of newer weights, under the same names.
  exploration.addEventListener("model", () => attempt(async () => {
    base.draw();
    for (const { label, mean } of run.test.labelled ? await run.means() : []) means.set(`label-${label}`, mean);
    for (const side of Object.keys(picked)) if (picked[side].length) await average(side);
  }));
  attempt(async () => {
    const labels = run.test.labelled ? await run.means() : [];
    const options = [...labels.map(({ label, className, count, mean }) => {
      means.set(`label-${label}`, mean);
      return [`label-${label}`, `${className ?? label} (${count})`];
    }), ["zero", "the prior's mean, 0"]];
    for (const [side, select] of Object.entries(selects)) {
      select.append(...options.map(([key, text]) => make("option", { value: key, textContent: text })), make("option", { value: own[side], textContent: "a group of my own" }));
      select.value = await restore(side) ?? (side === "plus" && labels.length > 1 ? `label-${labels[1].label}` : options[0][0]);
    }
    amount.value = Number(notes.amount ?? 0);
    ready();
  });
  amount.disabled = true;
  return make("div.arithmetic", {}, make("p.muted", {}, "Take a picture, then add what sets one group of test pictures apart from another."),
    make("div.slots", {}, base.element, make("div.groups", {},
      make("label", {}, "plus the mean of", selects.plus), make("label", {}, "minus the mean of", selects.minus))),
    make("div.row.amount", {}, amount, value), make("div.row", {}, ...picks), told);
};

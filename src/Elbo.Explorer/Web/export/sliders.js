"use strict";

/** A slider for each latent dimension, those that carry most first; inactive ones are made when they are asked for. */
function createSliders(model, place) {
  const most = 256, reach = 4, rows = [];

  const add = (to, { index, kl }) => {
    const row = document.createElement("label"), name = document.createElement("span"), value = document.createElement("output"), input = document.createElement("input");
    row.className = "slider";
    name.textContent = `latent ${index}`;
    if (kl !== undefined) {
      const carried = document.createElement("small");
      carried.textContent = `${shown(kl)} nats`;
      name.append(carried);
    }
    Object.assign(input, { type: "range", min: -reach, max: reach, step: 0.01, value: 0 });
    input.setAttribute("aria-label", `latent ${index}`);
    input.addEventListener("input", () => place.set(index, Number(input.value)));
    row.append(name, value, input);
    to.append(row);
    rows.push({ index, input, value, last: NaN });
    show(rows.at(-1));
  };
  const show = row => {
    const now = place.code[row.index];
    if (now === row.last) return;
    row.last = now;
    // A code beyond the end takes the end with it, which does not come back under the pointer that drags.
    const end = Math.max(row.input.matches(":active") ? Number(row.input.max) : reach, Math.ceil(Math.abs(now)));
    if (Number(row.input.max) !== end) Object.assign(row.input, { min: -end, max: end });
    row.input.value = now;
    row.input.setAttribute("aria-valuetext", shown(now));
    row.value.textContent = shown(now);
  };

  const active = model.dimensions.filter(each => !each.inactive), rest = [...active.slice(most), ...model.dimensions.filter(each => each.inactive)];
  for (const each of active.slice(0, most)) add(element("active"), each);
  const fold = element("inactive");
  fold.hidden = rest.length === 0;
  fold.firstElementChild.textContent = `${rest.length} ${active.length > most ? "more" : "inactive"} ${rest.length === 1 ? "dimension" : "dimensions"}`;
  fold.addEventListener("toggle", () => {
    for (const each of rest.slice(0, most)) add(fold.lastElementChild, each);
  }, { once: true });
  place.follow(() => rows.forEach(show));
}

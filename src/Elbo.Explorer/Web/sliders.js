// One slider for each latent, in order of its KL divergence; those that carry nothing are folded away.
import { make, number } from "./dom.js";

const shownAtFirst = 32;

const padlock = closed => {
  const space = "http://www.w3.org/2000/svg", icon = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", closed ? "M5 8V5.5a3 3 0 0 1 6 0V8M3.5 8h9v5.5h-9z" : "M5 8V4.5a3 3 0 0 1 6 0M3.5 8h9v5.5h-9z");
  icon.append(path);
  return icon;
};

/** The sliders, in the order that the run's newest weights give them. */
export const sliders = exploration => {
  const panel = make("div");
  let shown = null;
  const fill = () => {
    // A slider that is being dragged stays where it is.
    if (panel.matches(":active")) return addEventListener("pointerup", () => setTimeout(fill), { once: true });
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    shown?.abort();
    shown = new AbortController();
    panel.replaceChildren(filled(exploration, shown.signal));
    if (focused) panel.querySelector(`[data-key="${focused}"]`)?.focus();
    return undefined;
  };
  exploration.addEventListener("model", fill);
  fill();
  return panel;
};

const filled = (exploration, signal) => {
  const { run, locked } = exploration, rows = [];
  const row = ({ index, kl, mean, deviation, active }) => {
    const reach = Math.max(4, Math.ceil(Math.abs(mean ?? 0) + 4 * (deviation ?? 1)));
    const slider = make("input", { type: "range", min: -reach, max: reach, step: "any", "data-key": `slider-${index}`, "aria-label": `latent ${index}, ${number(kl)} nats` });
    const value = make("output"), lock = make("button.lock", { type: "button", "data-key": `lock-${index}`, "aria-label": `Lock latent ${index}`, title: "Locked latents stay where they are" });
    const share = make("span.share", { "aria-hidden": "true" });
    share.style.width = `${100 * Math.min(1, Math.max(0, kl ?? 0) / most)}%`;
    slider.addEventListener("input", () => {
      const code = exploration.code.slice();
      code[index] = Number(slider.value);
      exploration.moveTo(code);
    });
    // Steps of a key are a fortieth of the range's default, not of the browser's choosing.
    slider.addEventListener("keydown", event => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      slider.value = Number(slider.value) + way * (event.shiftKey ? 0.5 : 0.1);
      slider.dispatchEvent(new Event("input"));
    });
    const showLock = () => {
      lock.setAttribute("aria-pressed", locked.has(index));
      lock.replaceChildren(padlock(locked.has(index)));
    };
    lock.addEventListener("click", () => {
      if (!locked.delete(index)) locked.add(index);
      showLock();
      exploration.lockChanged();
    });
    showLock();
    rows.push(() => {
      const now = exploration.code[index];
      if (now < Number(slider.min)) slider.min = Math.floor(now);
      if (now > Number(slider.max)) slider.max = Math.ceil(now);
      slider.value = now;
      value.textContent = number(now);
      slider.setAttribute("aria-valuetext", number(now));
    });
    return make(active ? "div.slider" : "div.slider.inactive", {}, make("span.name", {}, `latent ${index}`, share), slider, value, lock);
  };
  const most = Math.max(...run.dimensions.map(dimension => dimension.kl ?? 0), 1e-9);
  const active = run.dimensions.filter(dimension => dimension.active), inactive = run.dimensions.filter(dimension => !dimension.active);
  const panel = make("div.sliders", {}, make("p.muted", {},
    `${active.length} of ${run.latent} latents are active, ordered by KL divergence.`), ...active.slice(0, shownAtFirst).map(row));
  const fold = (dimensions, title, name) => {
    if (dimensions.length === 0) return;
    const folded = make("details", {}, make("summary", {}, `${dimensions.length} ${title}`));
    folded.open = (exploration.notes.folded ?? "").includes(name);
    let filled = false;
    const fill = () => {
      if (filled || !folded.open) return;
      filled = true;
      folded.append(...dimensions.map(row));
      for (const show of rows) show();
    };
    folded.addEventListener("toggle", () => {
      fill();
      exploration.note("folded", [...panel.querySelectorAll("details[open]")].map(one => one.dataset.name).join("") || null);
    });
    folded.dataset.name = name;
    panel.append(folded);
    fill();
  };
  fold(active.slice(shownAtFirst), "more active latents", "m");
  fold(inactive, inactive.length === 1 ? "inactive latent" : "inactive latents", "i");
  let waiting = false;
  const show = () => {
    waiting = false;
    for (const one of rows) one();
  };
  exploration.addEventListener("code", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(show);
  }, { signal });
  show();
  return panel;
};

// From one picture to another along the great circle of their codes.
import { attempt, button, download, make, wantsNoMotion } from "./dom.js";
import { spherical } from "./codes.js";
import { Slot } from "./slot.js";

const steps = 60, seconds = 2.5;

export const morph = (exploration, signal) => {
  const { run } = exploration, from = new Slot(exploration, "from", "From"), to = new Slot(exploration, "to", "To");
  let pictures = null, playing = 0, prepared = 0, showing = false;
  const slide = make("input", { type: "range", min: 0, max: steps, step: 1, value: 0, disabled: true, "aria-label": "Along the way" });
  const play = button("Play", () => playing ? stop() : start(), { disabled: true }), gif = button("Download GIF", () => attempt(save), { disabled: true });
  const codeAt = k => spherical(from.code, to.code, k / steps);
  const show = k => {
    showing = true;
    exploration.moveTo(codeAt(k), pictures?.[k]);
    showing = false;
  };
  const stop = () => {
    if (!playing) return;
    cancelAnimationFrame(playing);
    playing = 0;
    play.textContent = "Play";
    exploration.note("t", slide.value);
  };
  const start = () => {
    const began = performance.now(), first = Number(slide.value);
    play.textContent = "Pause";
    const frame = now => {
      // There and back; a reader who wants no motion is shown a few still pictures.
      const at = first / steps + (now - began) / 1000 / seconds, phase = at % 2, k = Math.round(steps * (phase > 1 ? 2 - phase : phase));
      const shown = wantsNoMotion() ? Math.round(k / 15) * 15 : k;
      if (shown !== Number(slide.value)) {
        slide.value = shown;
        show(shown);
      }
      playing = requestAnimationFrame(frame);
    };
    playing = requestAnimationFrame(frame);
  };
  const prepare = async () => {
    const ready = from.code && to.code;
    for (const control of [slide, play, gif]) control.disabled = !ready;
    if (!ready) return;
    const mine = ++prepared;
    pictures = null;
    const label = exploration.label, decoded = await attempt(() => run.decode(Array.from({ length: steps + 1 }, (_, k) => codeAt(k)), label));
    if (mine === prepared) pictures = decoded ?? null;
  };
  const save = async () => {
    const size = Math.max(run.width, run.height), scale = Math.max(1, Math.round(256 / size));
    download(await run.morph(from.code, to.code, Math.min(30, 2 * run.atOnce), exploration.label, size * scale), `${run.name}-morph.gif`);
  };
  slide.addEventListener("input", () => {
    stop();
    show(Number(slide.value));
    exploration.note("t", slide.value);
  });
  for (const slot of [from, to]) slot.addEventListener("changed", prepare);
  let label = exploration.label;
  const again = () => {
    label = exploration.label;
    for (const slot of [from, to]) slot.draw();
    prepare();
  };
  exploration.addEventListener("code", () => {
    // Whoever moves elsewhere, or is about to, is not to be moved on.
    if (!showing) stop();
    if (label !== exploration.label) again();
  });
  exploration.addEventListener("wish", stop);
  exploration.addEventListener("model", again);
  signal.addEventListener("abort", stop);
  prepare();
  slide.value = Number(exploration.notes.t ?? 0);
  const panel = make("div.morph", {}, make("p.muted", {}, "Pick two pictures, then slide or play between them: along the great circle, so that codes stay as long as those of the prior."),
    make("div.slots", {}, from.element, to.element), slide, make("div.row", {}, play, gif));
  panel.stop = stop;
  return panel;
};

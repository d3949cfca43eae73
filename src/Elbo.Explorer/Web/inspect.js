// Draw or drop a picture: its posterior, its reconstruction, where it errs and how unusual it is.
import { attempt, button, make, number, tell } from "./dom.js";
import { drawingSheet } from "./drawing.js";
import { unusual } from "./hero.js";
import { Picture, fromBase64, heatBytes } from "./picture.js";

const largestFile = 8 * 1024 * 1024;

export const inspect = exploration => {
  const { run } = exploration, result = make("div.result", { "aria-live": "polite" });
  const file = make("input", { type: "file", accept: "image/png,image/jpeg", className: "unseen", id: "picture-file" });
  let asked = 0, last = null;
  // A conditional model is told the label of a test picture, and finds that of any other. Who has gone elsewhere meanwhile stays there.
  const look = async (picture, what, { label = null, own = true, wanted = exploration.wish() } = {}) => {
    if (picture.size > largestFile) return tell(`${what} has more than 8 MiB: choose a smaller picture.`, true);
    const mine = ++asked, found = await attempt(() => run.encode(picture, label));
    if (!found || mine !== asked) return undefined;
    last = { picture, what, options: { label, own } };
    exploration.showPosterior(found);
    if (wanted()) {
      if (run.conditional && found.label !== null) exploration.label = found.label;
      exploration.moveTo(found.mean, fromBase64(found.decoded));
    }
    result.replaceChildren(...shown(run, found, what, label !== null, own));
    return undefined;
  };
  const forget = () => {
    asked++;
    last = null;
    exploration.showPosterior(null);
    result.replaceChildren();
  };
  // Newer weights see the picture otherwise; the user stays where they are.
  exploration.addEventListener("model", () => { if (last) look(last.picture, last.what, { ...last.options, wanted: () => false }); });
  const sheet = drawingSheet(run, drawing => look(drawing, "The drawing"), forget);
  const chosen = () => exploration.point && attempt(async () => {
    const { index, label } = exploration.point, wanted = exploration.wish();
    await look(await run.pictureFile(index), `Test picture ${index}`, { label: run.conditional ? label : null, own: false, wanted });
  });
  const point = button("The chosen test picture", chosen, { disabled: true });
  exploration.addEventListener("point", () => { point.disabled = !exploration.point; });
  file.addEventListener("change", () => {
    if (file.files[0]) look(file.files[0], file.files[0].name);
    file.value = "";
  });
  const panel = make("div.inspect", {},
    make("p.muted", {}, run.channels === 1 && run.width === 28 && run.height === 28 ? "Draw a digit, or drop a picture here. Drawings are centred as MNIST's digits are." : "Draw, or drop a picture here."),
    sheet.canvas, make("div.row", {}, ...sheet.tools, make("label.button", { htmlFor: "picture-file" }, "Choose a file"), file, point), result);
  return { panel, look };
};

/** How a conditional model came to the label that it judged a picture under. */
const judged = (run, { label }, told) => {
  if (!run.conditional || label === null) return null;
  return make("p.label", {}, told ? "Judged under its label, " : "Judged under the label that the model finds likeliest, ", make("b", {}, run.classes[label] ?? String(label)), ".");
};

const shown = (run, found, what, told, own) => {
  const figure = (bytes, text, channels = run.channels) => {
    const canvas = make("canvas", { role: "img", "aria-label": `${what}: ${text}` });
    new Picture(canvas, { width: run.width, height: run.height, channels }).draw(bytes);
    return make("figure", {}, canvas, make("figcaption", {}, text));
  };
  const fact = (name, value) => make("div", {}, make("dt", {}, name), make("dd", {}, value));
  return [
    make("p.verdict", {}, `${what} is `, make("b", {}, unusual(found.percentile) || "not compared with a test set"), ".", found.percentile === null && run.test.missing ? ` ${run.test.missing}` : ""),
    judged(run, found, told) ?? "",
    make("div.trio", {}, figure(fromBase64(found.picture), "as encoded"), figure(fromBase64(found.decoded), "reconstruction"),
      figure(heatBytes(fromBase64(found.error)), `error, up to ${number(found.largestError)}`, 3)),
    make("dl.numbers", {}, fact("−ELBO", number(-found.elbo, 1)), fact("KL", number(found.kl, 1)),
      fact("reconstruction", number(found.reconstruction, 1)), fact("per pixel", number(found.reconstruction / (run.width * run.height), 3))),
    make("p.muted", {}, `${own ? "A link does not hold this picture, only its code. " : ""}In nats. The ellipses on the plane are one and two standard deviations of its posterior.`),
  ];
};

/** Pictures that are dropped anywhere on the page. */
export const acceptDrops = (look, signal) => {
  const over = event => {
    if (![...event.dataTransfer.items].some(item => item.kind === "file")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  };
  const out = () => document.body.classList.remove("dropping");
  document.addEventListener("dragover", over, { signal });
  document.addEventListener("dragleave", event => { if (!event.relatedTarget) out(); }, { signal });
  document.addEventListener("drop", event => {
    out();
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    look(file, file.name);
  }, { signal });
};

// The picture of the code, large, with what can be done to the code.
import { attempt, button, copy, make, number, tell } from "./dom.js";
import { parseCode, zeros } from "./codes.js";
import { Picture } from "./picture.js";

export const hero = exploration => {
  const { run } = exploration, canvas = make("canvas", { role: "img", "aria-label": "Picture of the code" }), picture = new Picture(canvas, run);
  canvas.style.aspectRatio = `${run.width} / ${run.height}`;
  exploration.addEventListener("picture", () => picture.draw(exploration.picture));

  const random = () => attempt(async () => {
    const wanted = exploration.wish(), code = await run.random();
    if (wanted()) exploration.moveTo(exploration.kept(code));
  });
  const reset = () => exploration.moveTo(exploration.kept(zeros(run.latent)));
  const actions = make("div.row", {},
    button("Random", random, { title: "A code drawn from the prior; locked latents stay" }),
    button("Reset", reset, { title: "The middle of the prior; locked latents stay" }),
    button("Copy code", () => copy(JSON.stringify(exploration.code.map(value => Number(Math.fround(value).toPrecision(9)))), "Code")),
    button("Paste code", () => paste.showModal()));
  const paste = pasteDialog(exploration);

  return make("section.hero", { "aria-label": "Decoded picture" },
    make("div.frame", {}, canvas),
    make("div.under", {}, actions, labelChoice(exploration), pointCard(exploration)), paste);
};

/** Under which label a conditional model decodes; nothing for others. */
export const labelChoice = exploration => {
  const { run } = exploration;
  if (!run.conditional) return null;
  const names = run.classes.length ? run.classes : ["0"];
  const choice = make("select", { "aria-label": "Label", onchange: () => exploration.setLabel(Number(choice.value)) },
    ...names.map((name, value) => make("option", { value, textContent: name })));
  choice.value = exploration.label;
  exploration.addEventListener("code", () => { choice.value = exploration.label; });
  return make("label.row", {}, "Label", choice);
};

const pasteDialog = exploration => {
  const text = make("textarea", { rows: 6, "aria-label": "Code as JSON", spellcheck: false, placeholder: "[0.5, −1.2, …]" });
  const dialog = make("dialog", { "aria-label": "Paste a code" });
  const use = () => {
    try {
      exploration.moveTo(parseCode(text.value, exploration.run.latent));
      dialog.close();
    } catch (error) {
      tell(error.message, true);
    }
  };
  dialog.append(make("h2", {}, "Paste a code"), text, make("div.row", {}, button("Use it", use, { className: "primary" }), button("Cancel", () => dialog.close())));
  return dialog;
};

/** What is known of the test picture that was chosen last. */
const pointCard = exploration => {
  const { run } = exploration, card = make("div.point", { hidden: true });
  exploration.addEventListener("point", () => {
    const { point } = exploration;
    card.hidden = !point;
    exploration.note("point", point ? point.index : null);
    if (!point) return;
    const shown = (source, text) => make("figure", {}, make("img.pixels", { src: source, alt: `${text} of test picture ${point.index}`, width: 64 }), make("figcaption", {}, text));
    card.replaceChildren(
      shown(run.picture(point.index), "test picture"), shown(run.reconstruction(point.index), "reconstruction"),
      make("p", {}, make("b", {}, point.className ?? point.label ?? `No. ${point.index}`),
        ` · No. ${point.index}`, make("br"), `ELBO ${number(point.elbo, 1)} nats`, make("br"), `KL ${number(point.kl, 1)}, reconstruction ${number(point.reconstruction, 1)}`,
        make("br"), unusual(point.percentile)));
  });
  return card;
};

/** A percentile of −ELBO in words. */
export const unusual = percentile =>
  percentile === null || percentile === undefined ? "" : `more unusual than ${Math.round(percentile)} % of the test pictures`;

"use strict";

// What a reader or a test may look at: the model, the place and, once it has come, the decoder.
const explorer = { model: JSON.parse(element("model").textContent), place: null, decoder: null };
followTheme();

/** Gives the text of one element of weights after the other, and lets go of it. */
function weightChunks() {
  const chunks = [...document.querySelectorAll("script.weights")];
  return async () => {
    const chunk = chunks.shift(), text = chunk.textContent;
    chunk.remove();
    // Between two of them the page may show how far it is.
    await new Promise(resume => setTimeout(resume));
    return text;
  };
}

/** The selects that choose the pad's plane. */
function createPlaneChoice(model, pad) {
  const [plane, across, up] = ["plane", "across", "up"].map(element), shared = document.querySelectorAll(".axis");
  for (const select of [across, up]) for (const { index } of model.dimensions.slice(0, 1000)) select.append(new Option(`latent ${index}`, index));
  // The lower of the two that carry most to the right, as in Elbo's figures.
  const pair = model.dimensions.slice(0, 2).map(each => each.index).sort((a, b) => a - b);
  [across.value, up.value] = [pair[0], pair.at(-1)];
  element("plane-row").hidden = !model.plane;
  let axes;
  const show = () => {
    const latents = plane.value === "latents";
    for (const label of shared) label.hidden = !latents || model.latent < 3;
    axes = latents ? [across, up].map(select => latentAxis(Number(select.value))) : [0, 1].map(k => componentAxis(model.plane, k, model.latent));
    if (latents && across.value === up.value) axes[1] = axes[0];
    pad.show(axes, latents);
    tell();
  };
  let pause;
  const tell = () => {
    const text = [...new Set(axes)].map(axis => `${axis.title} ${shown(axis.of(explorer.place.code))}`).join(" · ");
    element("place").textContent = text;
    // Read aloud once it stands still.
    clearTimeout(pause);
    pause = setTimeout(() => { element("told").textContent = text; }, 600);
  };
  for (const select of [plane, across, up]) select.addEventListener("change", show);
  show();
  explorer.place.follow(tell);
}

/** Names of the codes' labels, which hide and show them. */
function createLegend(model, pad) {
  const legend = element("legend"), hidden = new Set(), names = model.scatter?.names ?? [];
  legend.hidden = names.length < 2;
  names.forEach((name, label) => {
    const button = document.createElement("button"), mark = document.createElement("i");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    mark.style.background = model.scatter.colours[label % model.scatter.colours.length];
    button.append(mark, name);
    button.addEventListener("click", () => {
      if (!hidden.delete(label)) hidden.add(label);
      button.setAttribute("aria-pressed", String(!hidden.has(label)));
      pad.hide(hidden);
    });
    legend.append(button);
  });
}

/** Random, reset, the class and copying. */
function createButtons(model, place) {
  const choice = element("class"), copy = element("copy"), code = element("code");
  element("class-row").hidden = model.classes.length === 0;
  model.classes.forEach((name, label) => choice.append(new Option(name, label)));
  choice.addEventListener("change", () => place.change({ label: Number(choice.value) }));
  element("random").addEventListener("click", () => place.change({ code: drawPrior(model.latent) }));
  element("reset").addEventListener("click", () => place.change({ code: new Float32Array(model.latent) }));
  copy.addEventListener("click", async () => {
    code.textContent = place.json(model.classes);
    let done = true;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // Old browsers copy only what is selected.
      code.hidden = false;
      getSelection().selectAllChildren(code);
      done = document.execCommand("copy");
    }
    copy.textContent = done ? "Copied" : "Copy it from below";
    setTimeout(() => { copy.textContent = "Copy code"; }, 1500);
  });
}

(async () => {
  const { model } = explorer, loading = element("loading"), place = explorer.place = new Place(model.latent), scatter = readScatter(model);
  // The prior's middle is a blur of everything; a draw shows what the model can.
  place.change({ code: drawPrior(model.latent) });
  const pad = createPad(element("pad"), model, place, scatter);
  createPlaneChoice(model, pad);
  createLegend(model, pad);
  createSliders(model, place);
  createButtons(model, place);
  element("source").textContent = scatter.count ? `The dots are the codes of ${scatter.count.toLocaleString("en")} pictures.` : "";
  try {
    explorer.decoder = await Decoder.load(model, weightChunks(), share => { loading.textContent = `Reading the decoder… ${Math.round(100 * share)} %`; });
  } catch (error) {
    loading.textContent = "The decoder could not be read: the file is damaged, or too large for this browser.";
    throw error;
  }
  loading.hidden = true;
  followPicture(element("picture"), model, explorer.decoder, place);
  document.documentElement.dataset.ready = "";
})();

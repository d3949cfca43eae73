// A plane of the latent space: the test set's codes, what lies over them, and the pad.
import { attempt, clamp, make } from "./dom.js";
import { bytesOf, unlabelled } from "./palette.js";
import { drawGround, drawMarks } from "./overlay.js";
import { Near } from "./near.js";
import { Scatter2d } from "./scatter-2d.js";
import { ScatterGl } from "./scatter-gl.js";
import { View } from "./view.js";

const keysOf = "Arrow keys move the pad, with Shift five times as far; plus and minus zoom, 0 shows everything, Enter takes the nearest test picture.";

// A page that compares has two planes.
let made = 0;

const waits = { latents: "Encoding the test set", pca: "Computing principal components", tsne: "Computing t-SNE" };

export class Plane {
  view = new View();
  labels = new Uint8Array();
  hidden = new Set();
  hovered = -1;
  #places = new Float32Array();
  #near = null;
  #layers;
  #scatter;
  #ratio = 1;
  #waiting = false;
  #whole = false;
  #posterior = null;
  #loading = null;
  #first = true;
  #told = make("p.unseen", { "aria-live": "polite" });
  #telling = 0;

  constructor(exploration, signal) {
    this.exploration = exploration;
    this.signal = signal;
    this.marks = make("canvas.marks", { tabIndex: 0, role: "application", "aria-roledescription": "two-dimensional slider", "aria-describedby": `plane-keys-${++made}` });
    this.#layers = [make("canvas"), make("canvas.points"), this.marks];
    for (const layer of this.#layers.slice(0, 2)) layer.setAttribute("aria-hidden", "true");
    this.wait = make("p.progress", { role: "status", hidden: true });
    this.element = make("div.stage", {}, ...this.#layers, this.wait, make("p.unseen", { id: `plane-keys-${made}` }, keysOf), this.#told);
    this.#scatter = this.#makeScatter();
    this.#listen();
  }

  #makeScatter() {
    try {
      return new ScatterGl(this.#layers[1]);
    } catch {
      return this.#makePlainScatter();
    }
  }

  #makePlainScatter() {
    // A canvas that was given to WebGL gives no other context.
    const plain = make("canvas.points", { "aria-hidden": "true" });
    this.#layers[1].replaceWith(plain);
    this.#layers[1] = plain;
    return new Scatter2d(plain);
  }

  #listen() {
    const { exploration, signal } = this, options = { signal };
    exploration.addEventListener("place", () => { this.#describe(); this.remark(); }, options);
    exploration.addEventListener("axes", () => this.load(), options);
    for (const name of ["model", "lost"]) exploration.addEventListener(name, () => this.load(true), options);
    exploration.addEventListener("posterior", () => this.#findPosterior(), options);
    document.addEventListener("theme", () => this.redraw(), options);
    for (const name of ["focus", "blur"]) this.marks.addEventListener(name, () => this.remark());
    this.#layers[1].addEventListener("webglcontextlost", event => {
      if (signal.aborted) return;
      event.preventDefault();
      this.#scatter = this.#makePlainScatter();
      this.#scatter.setPlaces(this.#places);
      this.tint();
      this.#fit();
    });
    const watch = new ResizeObserver(() => this.#fit());
    watch.observe(this.element);
    signal.addEventListener("abort", () => {
      watch.disconnect();
      this.#loading?.abort();
      this.#scatter.dispose();
    });
  }

  /** Titles of the two axes. */
  get titles() {
    const { axes, x, y } = this.exploration;
    return axes === "latents" ? [`latent ${x}`, `latent ${y}`] : axes === "pca" ? ["first principal component", "second"] : ["t-SNE", ""];
  }

  /** Asks for the test set's codes; a plane that is loaded again keeps what the user looks at. */
  async load(again = false) {
    const { exploration } = this, { axes, x, y, run } = exploration;
    this.#loading?.abort();
    const loading = this.#loading = new AbortController();
    this.element.setAttribute("aria-busy", "true");
    const plane = await attempt(() => run.plane(axes, x, y, share => {
      this.wait.hidden = false;
      this.wait.textContent = `${waits[axes]}: ${Math.floor(100 * share)} %`;
    }, loading.signal));
    if (loading.signal.aborted) return;
    this.wait.hidden = true;
    this.wait.classList.remove("missing");
    this.element.removeAttribute("aria-busy");
    if (!plane) return this.#loadNothing();
    this.element.dataset.checkpoint = run.checkpoint;
    this.#places = plane.places;
    this.labels = plane.labels;
    this.#near = new Near(plane.places);
    this.hovered = -1;
    this.view.setBounds(plane.places);
    // The address's view belongs to its axes, that is to the first that are shown; every map by t-SNE lies anew.
    if ((this.#first || (again && axes !== "tsne")) && exploration.notes.view) this.view.text = exploration.notes.view;
    else exploration.note("view", null);
    this.#first = false;
    this.#scatter.setPlaces(plane.places);
    this.tint();
    exploration.arrive();
    this.#findPosterior();
    this.#describe();
    this.element.dataset.points = plane.count;
    this.element.dispatchEvent(new Event("loaded"));
    return undefined;
  }

  // Two latents can be moved without a test set too; why there is none stays to be read.
  #loadNothing() {
    const { exploration } = this, { run } = exploration;
    this.wait.textContent = run.test.missing ?? "The test set's codes did not come.";
    this.wait.hidden = false;
    // Out of the pad's way.
    this.wait.classList.add("missing");
    if (exploration.axes !== "latents") return;
    exploration.arrive();
    this.redraw();
  }

  /** Colours the points by their labels; those of hidden labels are left out. */
  tint() {
    const count = this.labels.length, tints = new Uint8Array(4 * count), alpha = count > 20000 ? 190 : 230;
    const known = new Map([...new Set(this.labels)].map(label => [label, [...bytesOf(label), this.hidden.has(label) ? 0 : alpha]]));
    for (let i = 0; i < count; i++) {
      const [r, g, b, a] = known.get(this.labels[i]);
      tints[4 * i] = r;
      tints[4 * i + 1] = g;
      tints[4 * i + 2] = b;
      tints[4 * i + 3] = a;
    }
    this.#scatter.setTints(tints);
    this.redraw();
  }

  get labelled() { return this.labels.some(label => label !== unlabelled); }

  placeOf(index) { return index < 0 ? null : [this.#places[2 * index], this.#places[2 * index + 1]]; }

  /** The nearest point that is shown, within so many pixels of a place on the screen. */
  find(at, reach) {
    return this.#near?.find(this.view.toPlane(at), Math.min(1e9, reach / this.view.unit), i => !this.hidden.has(this.labels[i])) ?? -1;
  }

  hover(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.remark();
  }

  /** After the view has changed. */
  settle() {
    this.exploration.note("view", this.view.text);
    this.redraw();
  }

  redraw() {
    this.#whole = true;
    this.remark();
  }

  /** Draws only what lies over the points: they stay while the pad is dragged. */
  remark() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw() {
    const { view, exploration } = this, ratio = this.#ratio, [ground, , marks] = this.#layers;
    const under = ground.getContext("2d"), over = marks.getContext("2d");
    for (const to of [under, over]) to.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.#whole) {
      this.#whole = false;
      drawGround(under, view, exploration.axes === "latents");
      this.element.dataset.drawn = this.#scatter.kind;
      this.#scatter.draw(view, clamp(Math.sqrt(9000 / Math.max(1, this.labels.length)) * view.zoom ** 0.3, 1.3, 6), ratio);
    }
    drawMarks(over, view, {
      titles: this.titles, place: exploration.place, hovered: this.placeOf(this.hovered), posterior: this.#posterior,
      focused: document.activeElement === marks,
    });
  }

  #fit() {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0) return;
    [this.view.width, this.view.height, this.#ratio] = [clientWidth, clientHeight, devicePixelRatio || 1];
    for (const layer of this.#layers) {
      layer.width = Math.round(clientWidth * this.#ratio);
      layer.height = Math.round(clientHeight * this.#ratio);
    }
    // Setting the size has cleared them, so there is no waiting for the next frame.
    this.#whole = true;
    this.#draw();
  }

  #describe() {
    const { place } = this.exploration, [across, up] = this.titles;
    const where = place ? `${across} ${place[0].toFixed(2)}, ${up} ${place[1].toFixed(2)}` : "";
    this.marks.setAttribute("aria-label", `Latent pad over ${this.labels.length} test pictures. ${where}`);
    // A name that changes under the focus is not read aloud: the place is, once the pad stands still.
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => { if (document.activeElement === this.marks) this.#told.textContent = where; }, 600);
  }

  /** Mean and covariance of the posterior on this plane: of its axes one by one, or of draws where the plane is curved. */
  async #findPosterior() {
    const { exploration } = this, { posterior, axes } = exploration;
    if (!posterior || !exploration.arrived) {
      this.#posterior = null;
      this.remark();
      return;
    }
    const { mean, deviation } = posterior;
    const codes = axes === "tsne" ? Array.from({ length: 64 }, (_, k) => mean.map((value, i) => value + deviation[i] * normal(k * mean.length + i)))
      : mean.map((_, i) => mean.map((value, k) => k === i ? value + deviation[i] : value));
    const places = await attempt(() => exploration.places([mean, ...codes]));
    if (!places || exploration.posterior !== posterior || exploration.axes !== axes) return;
    const [middle, ...around] = places, covariance = [0, 0, 0];
    for (const [x, y] of around) {
      const dx = x - middle[0], dy = y - middle[1], share = axes === "tsne" ? around.length : 1;
      covariance[0] += dx * dx / share;
      covariance[1] += dx * dy / share;
      covariance[2] += dy * dy / share;
    }
    this.#posterior = { mean: middle, covariance };
    this.element.dataset.posterior = [...middle, ...covariance].map(value => value.toPrecision(4)).join(" ");
    this.remark();
  }
}

/** The k-th of a fixed series of draws from the standard normal. */
const normal = k => {
  const uniform = n => { const value = Math.sin(n * 12.9898 + 78.233) * 43758.5453; return value - Math.floor(value); };
  return Math.sqrt(-2 * Math.log(1 - uniform(2 * k))) * Math.cos(2 * Math.PI * uniform(2 * k + 1));
};

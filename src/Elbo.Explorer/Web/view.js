// What part of a plane is on the screen.
import { clamp } from "./dom.js";

const margin = 24, most = 500;

export class View {
  width = 1;
  height = 1;
  zoom = 1;
  #bounds = [-3, 3, -3, 3];
  #centre = [0, 0];

  /** The smallest box around these places, or around the prior's where there are none. */
  setBounds(places) {
    let [lowX, highX, lowY, highY] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < places.length; i += 2) {
      const x = places[i], y = places[i + 1];
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      if (x < lowX) lowX = x;
      if (x > highX) highX = x;
      if (y < lowY) lowY = y;
      if (y > highY) highY = y;
    }
    if (lowX > highX) [lowX, highX, lowY, highY] = [-3, 3, -3, 3];
    // A latent that carries nothing has all its codes in one place.
    const least = Math.max(highX - lowX, highY - lowY, 1e-6) / 4;
    if (highX - lowX < least) [lowX, highX] = [(lowX + highX - least) / 2, (lowX + highX + least) / 2];
    if (highY - lowY < least) [lowY, highY] = [(lowY + highY - least) / 2, (lowY + highY + least) / 2];
    this.#bounds = [lowX, highX, lowY, highY];
    this.all();
  }

  /** Pixels of one unit. */
  get unit() {
    const [lowX, highX, lowY, highY] = this.#bounds;
    return this.zoom * Math.min(Math.max(10, this.width - 2 * margin) / (highX - lowX), Math.max(10, this.height - 2 * margin) / (highY - lowY));
  }

  get centre() { return this.#centre; }

  toScreen([x, y]) {
    const unit = this.unit;
    return [this.width / 2 + (x - this.#centre[0]) * unit, this.height / 2 - (y - this.#centre[1]) * unit];
  }

  toPlane([px, py]) {
    const unit = this.unit;
    return [this.#centre[0] + (px - this.width / 2) / unit, this.#centre[1] - (py - this.height / 2) / unit];
  }

  all() {
    const [lowX, highX, lowY, highY] = this.#bounds;
    this.zoom = 1;
    this.#centre = [(lowX + highX) / 2, (lowY + highY) / 2];
  }

  zoomAt([px, py], factor) {
    const still = this.toPlane([px, py]);
    this.zoom = clamp(this.zoom * factor, 0.25, most);
    const moved = this.toPlane([px, py]);
    this.#goTo(this.#centre[0] + still[0] - moved[0], this.#centre[1] + still[1] - moved[1]);
  }

  moveBy(dx, dy) {
    const unit = this.unit;
    this.#goTo(this.#centre[0] - dx / unit, this.#centre[1] + dy / unit);
  }

  /** Moves just as far as it takes to show a place. */
  reveal(place) {
    const [px, py] = this.toScreen(place), edge = Math.min(40, this.width / 4, this.height / 4);
    this.moveBy(clamp(px, edge, this.width - edge) - px, clamp(py, edge, this.height - edge) - py);
  }

  get text() { return [this.#centre[0], this.#centre[1], this.zoom].map(value => Number(value.toPrecision(7))).join(","); }

  set text(told) {
    const [x, y, zoom] = told.split(",").map(Number);
    if (![x, y, zoom].every(Number.isFinite)) return;
    this.zoom = clamp(zoom, 0.25, most);
    this.#centre = [x, y];
  }

  #goTo(x, y) {
    const [lowX, highX, lowY, highY] = this.#bounds, w = highX - lowX, h = highY - lowY;
    this.#centre = [clamp(x, lowX - w, highX + w), clamp(y, lowY - h, highY + h)];
  }
}

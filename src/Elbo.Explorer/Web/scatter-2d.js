// Points on a plain canvas, where there is no graphics card: small discs, written pixel by pixel.

export class Scatter2d {
  kind = "canvas";
  #context;
  #image = null;
  #places = new Float32Array();
  #tints = new Uint8Array();

  constructor(canvas) { this.#context = canvas.getContext("2d"); }

  setPlaces(places) { this.#places = places; }

  setTints(tints) { this.#tints = tints; }

  draw(view, radius, ratio) {
    const { width, height } = this.#context.canvas;
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = this.#context.createImageData(width, height);
    const pixels = new Uint32Array(this.#image.data.buffer), places = this.#places, tints = new Uint32Array(this.#tints.buffer);
    const unit = view.unit * ratio, [centreX, centreY] = view.centre, side = Math.max(1, Math.round(2 * radius * ratio + 0.6));
    const left = (width - side) / 2, top = (height - side) / 2;
    // How far each row of a disc begins from its square's edge.
    const inset = Array.from({ length: side }, (_, row) => Math.round(side / 2 - Math.sqrt((side / 2) ** 2 - (row + 0.5 - side / 2) ** 2)));
    pixels.fill(0);
    for (let i = 0; i < tints.length; i++) {
      const tint = tints[i];
      if (tint >>> 24 === 0) continue;
      const px = Math.round(left + (places[2 * i] - centreX) * unit), py = Math.round(top - (places[2 * i + 1] - centreY) * unit);
      if (!(px >= 0 && py >= 0 && px + side <= width && py + side <= height)) continue;
      for (let row = 0; row < side; row++) {
        const start = (py + row) * width + px;
        pixels.fill(tint, start + inset[row], start + side - inset[row]);
      }
    }
    this.#context.putImageData(this.#image, 0, 0);
  }

  dispose() {}
}

// Points on a plain canvas, for browsers without WebGL: small squares, colour by colour.

export class Scatter2d {
  kind = "canvas";
  #context;
  #places = new Float32Array();
  #tints = new Uint8Array();

  constructor(canvas) { this.#context = canvas.getContext("2d"); }

  setPlaces(places) { this.#places = places; }

  setTints(tints) { this.#tints = tints; }

  draw(view, radius, ratio) {
    const to = this.#context, places = this.#places, tints = new Uint32Array(this.#tints.buffer, this.#tints.byteOffset, this.#tints.length / 4);
    const unit = view.unit * ratio, [centreX, centreY] = view.centre, width = to.canvas.width, height = to.canvas.height;
    const side = Math.max(1, Math.round(1.8 * radius * ratio)), left = (width - side) / 2, top = (height - side) / 2;
    to.clearRect(0, 0, width, height);
    let last = -1;
    for (let i = 0; i < tints.length; i++) {
      const tint = tints[i];
      if (tint >>> 24 === 0) continue;
      const px = left + (places[2 * i] - centreX) * unit, py = top - (places[2 * i + 1] - centreY) * unit;
      if (!(px > -side && py > -side && px < width && py < height)) continue;
      if (tint !== last) {
        to.fillStyle = `rgb(${tint & 255} ${tint >> 8 & 255} ${tint >> 16 & 255} / ${(tint >>> 24) / 255})`;
        last = tint;
      }
      to.fillRect(px, py, side, side);
    }
  }

  dispose() {}
}

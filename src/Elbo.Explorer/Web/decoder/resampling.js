// Layers without weights that change a picture's size.
"use strict";

/** The largest value of each square; those at the far edges are cut off. */
class MaxPoolLayer {
  parts = 1;

  constructor(options) {
    Object.assign(this, options);
    const [channels, height, width] = this.source;
    this.output = new Float32Array(channels * Math.ceil(height / this.size) * Math.ceil(width / this.size));
  }

  run(x) {
    const [channels, height, width] = this.source, size = this.size;
    let to = 0;
    for (let c = 0; c < channels; c++) {
      for (let top = 0; top < height; top += size) {
        for (let left = 0; left < width; left += size) {
          let largest = -Infinity;
          for (let row = top; row < Math.min(height, top + size); row++)
            for (let column = left; column < Math.min(width, left + size); column++) largest = Math.max(largest, x[(c * height + row) * width + column]);
          this.output[to++] = largest;
        }
      }
    }
  }
}

/** Pixels made into squares, or with those between weighted by the distance to the nearest centres. */
class UpsampleLayer {
  parts = 1;
  #rows;
  #columns;

  constructor(options) {
    Object.assign(this, options);
    const [channels, height, width] = this.source;
    this.output = new Float32Array(channels * height * width * this.factor ** 2);
    this.#rows = UpsampleLayer.#places(height, this);
    this.#columns = UpsampleLayer.#places(width, this);
  }

  // For each pixel of an enlarged axis the two that it lies between, and the second one's weight.
  static #places(length, { factor, mode }) {
    return Array.from({ length: length * factor }, (_, i) => {
      if (mode === "nearest") return [Math.floor(i / factor), Math.floor(i / factor), 0];
      const at = Math.max(0, (i + 0.5) / factor - 0.5), first = Math.floor(at);
      return [first, Math.min(first + 1, length - 1), at - first];
    });
  }

  run(x) {
    const [channels, height, width] = this.source, output = this.output;
    let to = 0;
    for (let c = 0; c < channels; c++) {
      const plane = c * height * width;
      for (const [top, bottom, down] of this.#rows) {
        const above = plane + top * width, below = plane + bottom * width;
        for (const [left, right, across] of this.#columns) {
          const upper = x[above + left] + across * (x[above + right] - x[above + left]);
          const lower = x[below + left] + across * (x[below + right] - x[below + left]);
          output[to++] = upper + down * (lower - upper);
        }
      }
    }
  }
}

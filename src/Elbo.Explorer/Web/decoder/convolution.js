// Convolutions, transposed ones included. The page says for each phase, a lattice of output pixels that meet the same taps, which
// those are; the inputs that a row of such pixels needs are laid out in rows, and what is left are products.
"use strict";

class ConvolutionLayer {
  #jobs = [];
  #patches;
  #results;

  constructor(options) {
    Object.assign(this, options);
    const [channels, height, width] = this.target;
    this.output = new Float32Array(channels * height * width);
    let most = 0, start = 0;
    for (const phase of this.phases) {
      const length = phase.taps.length / 2 * this.source[0], columns = Math.ceil((width - phase.column) / this.targetStep);
      for (let row = phase.row; row < height; row += this.targetStep) this.#jobs.push({ phase, length, columns, row, start });
      start += length * channels;
      most = Math.max(most, length * columns);
    }
    this.#patches = new Float32Array(most);
    this.#results = new Float32Array(width * channels);
    this.parts = this.#jobs.length;
  }

  run(x, part) {
    const { phase, length, columns, row, start } = this.#jobs[part], [channels, height, width] = this.target, results = this.#results;
    this.#gather(x, phase, length, columns, (row - phase.row) / this.targetStep * this.sourceStep);
    multiply(this.#patches, columns, length, this.weights, start, channels, 0, channels, results);
    const { scale, shift, function: f, output, targetStep } = this;
    for (let c = 0; c < channels; c++) {
      const a = scale ? scale[c] : 1, b = shift[c];
      let at = (c * height + row) * width + phase.column;
      for (let p = 0; p < columns; p++, at += targetStep) output[at] = f(a * results[p * channels + c] + b);
    }
  }

  // Row p of the patches holds what the taps of pixel p meet, all channels of a tap together; beyond the edges that is 0.
  #gather(x, phase, length, columns, top) {
    const [channels, height, width] = this.source, { taps } = phase, patches = this.#patches, step = this.sourceStep;
    for (let p = 0, to = 0; p < columns; p++) {
      for (let t = 0; t < taps.length; t += 2) {
        const row = top + taps[t], column = p * step + taps[t + 1];
        if (row < 0 || row >= height || column < 0 || column >= width) {
          patches.fill(0, to, to += channels);
          continue;
        }
        for (let c = 0, from = row * width + column; c < channels; c++, from += height * width) patches[to++] = x[from];
      }
    }
  }
}

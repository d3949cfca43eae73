// Every output from all inputs.
"use strict";

class DenseLayer {
  // Outputs of one part, so that a part takes about a millisecond or two.
  #step;

  constructor(options) {
    Object.assign(this, options);
    this.output = new Float32Array(this.outputs);
    this.#step = Math.max(4, Math.round((1 << 20) / this.inputs / 4) * 4);
    this.parts = Math.ceil(this.outputs / this.#step);
  }

  run(x, part) {
    const first = part * this.#step, last = Math.min(this.outputs, first + this.#step);
    multiply(x, 1, this.inputs, this.weights, 0, this.outputs, first, last, this.output);
    finish(this.output, 1, first, last, this);
  }
}

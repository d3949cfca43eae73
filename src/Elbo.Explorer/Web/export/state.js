"use strict";

/** A number as a reader sees it. */
const shown = value => value.toFixed(2).replace("-", "−");

/** Where the reader is: a latent code, and a label if the model is conditional. */
class Place {
  #listeners = [];

  constructor(latent) {
    this.code = new Float32Array(latent);
    this.label = 0;
  }

  /** Calls after every change. */
  follow(listener) {
    this.#listeners.push(listener);
    listener();
  }

  /** Changes the code, the label or both. */
  change({ code, label }) {
    if (code) this.code.set(code);
    if (label !== undefined) this.label = label;
    for (const listener of this.#listeners) listener();
  }

  /** Changes one component of the code. */
  set(index, value) {
    this.code[index] = value;
    this.change({});
  }

  /** The code as JSON, with as many digits as tell its numbers apart. */
  json(classes) {
    const code = Array.from(this.code, value => Number(value.toPrecision(9)));
    return JSON.stringify(classes.length ? { code, label: this.label, class: classes[this.label] } : { code });
  }
}

/** A draw of the standard normal prior (Box and Muller 1958). */
const drawPrior = latent => Float32Array.from({ length: latent }, () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()));

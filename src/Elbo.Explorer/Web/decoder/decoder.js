// The decoder: from a latent code, and a label if the model is conditional, to the bytes of a picture.
"use strict";

const layerKinds = { dense: DenseLayer, convolution: ConvolutionLayer, maxPool: MaxPoolLayer, upsample: UpsampleLayer };

class Decoder {
  #layers;
  #input;
  #model;
  #at = 0;
  #part = 0;

  constructor(model, layers) {
    this.#model = model;
    this.#layers = layers;
    this.#input = new Float32Array(model.latent + model.classes.length);
    /** The picture's bytes, row by row, the channels of a pixel together. */
    this.picture = new Uint8ClampedArray(model.channels * model.height * model.width);
  }

  /** Reads the layers and their weights. Told which share of them has come. */
  static async load(model, next, told) {
    const reader = new WeightReader(next), layers = [];
    let read = 0;
    for (const options of model.layers) {
      const layer = { ...options };
      if (layer.activation) {
        layer.function = activations[layer.activation];
        layer.shift = floatsOf(layer.shift);
        layer.scale = layer.scale && floatsOf(layer.scale);
        layer.weights = await reader.read(layer.count, layer.exponent, count => told((read += count) / model.weights));
      }
      layers.push(new layerKinds[layer.kind](layer));
    }
    return new Decoder(model, layers);
  }

  /** Begins with a code; what was under way is given up. */
  begin(code, label) {
    const { latent, classes } = this.#model;
    this.#input.fill(0);
    this.#input.set(code);
    if (classes.length) this.#input[latent + label] = 1;
    this.#at = this.#part = 0;
  }

  /** Goes on until the picture is done, or until that time of the clock has come; whether it is done. */
  advance(until = Infinity) {
    for (; this.#at < this.#layers.length; this.#at++, this.#part = 0) {
      const layer = this.#layers[this.#at], x = this.#at === 0 ? this.#input : this.#layers[this.#at - 1].output;
      while (this.#part < layer.parts) {
        layer.run(x, this.#part++);
        if (performance.now() > until) return false;
      }
    }
    this.#paint();
    return true;
  }

  /** The bytes of the picture of a code. */
  decode(code, label = 0) {
    this.begin(code, label);
    this.advance();
    return this.picture;
  }

  // Expected intensities, held to [0, 1], as bytes.
  #paint() {
    const { channels, height, width, sigmoid, intensity: [scale, shift] } = this.#model, head = this.#layers.at(-1)?.output ?? this.#input;
    const area = height * width, picture = this.picture;
    for (let p = 0; p < area; p++) {
      for (let c = 0; c < channels; c++) {
        const x = head[c * area + p], mean = sigmoid ? 1 / (1 + Math.exp(-x)) : x;
        picture[p * channels + c] = Math.floor(255 * Math.min(1, Math.max(0, mean * scale + shift)) + 0.5);
      }
    }
  }
}

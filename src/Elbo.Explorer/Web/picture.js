// A decoded picture on a canvas of its own size; the style sheet enlarges it with crisp pixels.

export class Picture {
  #context;
  #image;
  #pixels;
  #channels;

  constructor(canvas, { width, height, channels }) {
    this.canvas = canvas;
    canvas.width = width;
    canvas.height = height;
    canvas.classList.add("pixels");
    this.#channels = channels;
    this.#context = canvas.getContext("2d", { alpha: false });
    this.#image = this.#context.createImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  draw(bytes) {
    const pixels = this.#pixels, count = pixels.length;
    if (this.#channels === 1) for (let i = 0; i < count; i++) pixels[i] = 0xff000000 | bytes[i] * 0x010101;
    else for (let i = 0, b = 0; i < count; i++, b += 3) pixels[i] = 0xff000000 | bytes[b + 2] << 16 | bytes[b + 1] << 8 | bytes[b];
    this.#context.putImageData(this.#image, 0, 0);
    this.canvas.dispatchEvent(new Event("drawn", { bubbles: true }));
  }
}

/** Heat of an error from 0 to 255: black, purple, orange, pale yellow, so that it reads without colour too. */
const stops = [[0, 0, 4], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]];

export const heat = value => {
  const at = value / 255 * (stops.length - 1), k = Math.min(stops.length - 2, Math.floor(at));
  return stops[k].map((from, c) => Math.round(from + (at - k) * (stops[k + 1][c] - from)));
};

export const heatBytes = errors => {
  const bytes = new Uint8Array(3 * errors.length);
  errors.forEach((value, i) => bytes.set(heat(value), 3 * i));
  return bytes;
};

export const fromBase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));

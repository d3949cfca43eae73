// Numbers as the page holds them: weights in 16 bits, in chunks of base 64, and the few other numbers in 32.
"use strict";

/** What each of the 65,536 patterns of an IEEE 754 half stands for. */
function halfTable() {
  const values = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = bits >> 10 & 31, fraction = bits & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? (fraction ? NaN : Infinity) : (1024 + fraction) * 2 ** (exponent - 25);
    values[bits] = bits & 32768 ? -size : size;
  }
  return values;
}

/** The bytes of a text in base 64. */
function bytesOf(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** 32-bit floats in base 64. */
const floatsOf = text => new Float32Array(bytesOf(text).buffer);

/** Takes weights, one tensor behind the other, from chunks that come one by one. */
class WeightReader {
  #table = halfTable();
  #chunk = new Uint8Array(0);
  #at = 0;
  #next;

  /** @param next Gives the next chunk's text. */
  constructor(next) {
    this.#next = next;
  }

  /** The next tensor: so many values, each times a power of two. Told how many of them came with each chunk. */
  async read(count, exponent, told) {
    const values = new Float32Array(count), factor = 2 ** exponent;
    for (let i = 0; i < count;) {
      if (this.#at === this.#chunk.length) {
        this.#chunk = bytesOf(await this.#next());
        this.#at = 0;
      }
      const chunk = this.#chunk, table = this.#table, end = Math.min(count, i + (chunk.length - this.#at) / 2), start = i;
      for (let k = this.#at; i < end; i++, k += 2) values[i] = factor * table[chunk[k] | chunk[k + 1] << 8];
      this.#at += 2 * (end - start);
      told(end - start);
    }
    return values;
  }
}

// Latent codes: arithmetic, and how they are written.

export const zeros = count => new Array(count).fill(0);

/** A point of the great circle between two codes; of the straight line where none is determined (Shoemake, 1985). */
export const spherical = (from, to, t) => {
  let product = 0, a = 0, b = 0;
  from.forEach((value, i) => { product += value * to[i]; a += value * value; b += to[i] * to[i]; });
  const angle = Math.acos(Math.min(1, Math.max(-1, product / Math.sqrt(a * b)))), sine = Math.sin(angle);
  const [u, v] = sine > 1e-4 ? [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine] : [1 - t, t];
  return from.map((value, i) => u * value + v * to[i]);
};

/** code + amount · (plus − minus). */
export const shifted = (code, plus, minus, amount) => code.map((value, i) => value + amount * (plus[i] - minus[i]));

/** A code as text for an address, exact to the last bit of its 32-bit floats. */
export const pack = code => btoa(String.fromCharCode(...new Uint8Array(Float32Array.from(code).buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The code such text holds, or null where it is not one of so many numbers. */
export const unpack = (text, count) => {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
    return fit([...new Float32Array(bytes.buffer)], count);
  } catch {
    return null;
  }
};

const fit = (code, count) => code.length === count && code.every(value => Number.isFinite(value) && Math.abs(value) <= 1e4) ? code : null;

/** The code in JSON that a user pasted: an array, or an object with a code. */
export const parseCode = (text, count) => {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Error("That is not JSON: paste an array of numbers, as Copy code gives.");
  }
  const code = Array.isArray(told) ? told : told?.code;
  const usable = Array.isArray(code) && code.every(value => typeof value === "number") ? fit(code, count) : null;
  if (!usable) throw new Error(`A code of this model is ${count} numbers between −10,000 and 10,000: paste such an array.`);
  return usable;
};

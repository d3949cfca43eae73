// A drawing made ready as MNIST's digits were: scaled into 20 × 20 pixels, its centre of mass in the middle of 28 × 28.

const sideOfDigit = 20, side = 28;

/** Smallest box around the ink, or null where there is none. */
const inkBox = ({ data, width, height }) => {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[4 * (y * width + x)] < 16) continue;
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
};

/** Shrinks by averaging: every pixel is the mean of those it covers. */
const shrink = ({ data, width }, box, across, up) => {
  const grey = new Float32Array(across * up), share = new Float32Array(across * up);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const to = Math.floor(y * up / box.height) * across + Math.floor(x * across / box.width);
      grey[to] += data[4 * ((box.top + y) * width + box.left + x)];
      share[to]++;
    }
  }
  return grey.map((sum, i) => share[i] ? sum / share[i] : 0);
};

/** 28 × 28 grey bytes of white ink on black, or null for an empty drawing. */
export const centred = drawing => {
  const box = inkBox(drawing);
  if (!box) return null;
  const scale = sideOfDigit / Math.max(box.width, box.height);
  const across = Math.max(1, Math.round(box.width * scale)), up = Math.max(1, Math.round(box.height * scale)), small = shrink(drawing, box, across, up);
  let [mass, massX, massY] = [0, 0, 0];
  small.forEach((value, i) => {
    mass += value;
    massX += value * (i % across);
    massY += value * Math.floor(i / across);
  });
  // The mass's centre goes to the middle between pixels 13 and 14.
  const left = Math.round((side - 1) / 2 - massX / mass), top = Math.round((side - 1) / 2 - massY / mass), grey = new Uint8ClampedArray(side * side);
  small.forEach((value, i) => {
    const x = left + i % across, y = top + Math.floor(i / across);
    if (x >= 0 && y >= 0 && x < side && y < side) grey[y * side + x] = value;
  });
  return grey;
};

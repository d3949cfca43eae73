// The codes of the latent map: where they lie, in which colour, under which label, and their thumbnails.
function mapCodes(map) {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const floats = text => new Float32Array(bytes(text).buffer);
  const X = floats(map.x), Y = floats(map.y), brightness = bytes(map.brightness), labels = map.labels ? bytes(map.labels) : null;
  const tints = map.tints ? bytes(map.tints) : null;

  // What lies where. Points that are not finite are nowhere.
  let lowX = Infinity, highX = -Infinity, lowY = Infinity, highY = -Infinity;
  const usable = [];
  for (let i = 0; i < map.count; i++) {
    if (!Number.isFinite(X[i]) || !Number.isFinite(Y[i])) continue;
    usable.push(i);
    lowX = Math.min(lowX, X[i]); highX = Math.max(highX, X[i]);
    lowY = Math.min(lowY, Y[i]); highY = Math.max(highY, Y[i]);
  }
  if (usable.length === 0) [lowX, highX, lowY, highY] = [-1, 1, -1, 1];
  if (highX - lowX < 1e-6) { lowX -= 0.5; highX += 0.5; }
  if (highY - lowY < 1e-6) { lowY -= 0.5; highY += 0.5; }

  // Colours: of the label, or of the picture in steps of 16, or from dark to bright pictures.
  const ramp = [[0x1b, 0x3a, 0x8f], [0x3f, 0x90, 0xda], [0xff, 0xa9, 0x0e]];
  const low = brightness.reduce((a, b) => Math.min(a, b), 255), span = Math.max(1, brightness.reduce((a, b) => Math.max(a, b), 0) - low);
  const shade = value => {
    const at = 2 * value, k = Math.min(1, Math.floor(at)), share = at - k;
    return `rgb(${ramp[k].map((from, c) => Math.round(from + share * (ramp[k + 1][c] - from))).join(" ")})`;
  };
  const shades = Array.from({ length: 32 }, (_, i) => shade(i / 31));
  const group = i => labels ? labels[i] : tints ? (tints[3 * i] >> 4) << 8 | (tints[3 * i + 1] >> 4) << 4 | tints[3 * i + 2] >> 4
    : Math.floor((brightness[i] - low) / span * 31);
  const colour = g => labels ? map.colours[g % map.colours.length] : tints ? `rgb(${[g >> 8, g >> 4 & 15, g & 15].map(part => part * 17).join(" ")})` : shades[g];

  const hidden = new Set();
  return {
    X, Y, usable, labels, tints, hidden, shade, group, colour,
    indices: floats(map.indices),
    codes: new Int16Array(bytes(map.codes).buffer),
    extent: { lowX, highX, lowY, highY },
    visible: i => !labels || !hidden.has(labels[i]),
    label: i => labels ? map.names[labels[i]] : null,
    thumbnails: map.thumbnails ? mapThumbnails(map.thumbnails) : null,
  };
}

/** The small pictures of the codes, all in one sheet. */
function mapThumbnails({ png, columns, width, height, shrunk }) {
  const sheet = new Image(), longest = Math.max(width, height);
  sheet.src = "data:image/png;base64," + png;
  // Smoothing takes in half a pixel of the neighbours, which is left out.
  const paint = (to, i, x, y, w, h) => {
    const edge = to.imageSmoothingEnabled ? 0.5 : 0;
    to.drawImage(sheet, i % columns * width + edge, Math.floor(i / columns) * height + edge, width - 2 * edge, height - 2 * edge, x, y, w, h);
  };
  return {
    paint,
    whenThere: then => sheet.decode().then(then, () => {}),
    get there() { return sheet.complete && sheet.naturalWidth > 0; },
    /** Its width and height where the longer of them is a side. */
    within: side => [side * width / longest, side * height / longest],
    /** One of them alone on a canvas. */
    enlarge(target, i, side, ratio) {
      const [w, h] = this.within(side).map(Math.round), to = target.getContext("2d");
      target.width = w * ratio;
      target.height = h * ratio;
      target.style.width = w + "px";
      target.style.height = h + "px";
      to.imageSmoothingEnabled = shrunk;
      paint(to, i, 0, 0, target.width, target.height);
    },
  };
}

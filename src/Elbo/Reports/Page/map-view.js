// Which part of the latent map is seen, and where on the canvas it lies; told after every change.
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function mapView({ lowX, highX, lowY, highY }, equalUnits, canvas, changed) {
  const margin = 26, most = 400;
  let zoom = 1, centreX = (lowX + highX) / 2, centreY = (lowY + highY) / 2, width = 1, height = 1, ratio = 1;

  /** Pixels to a unit, across and upwards. */
  const unit = () => {
    const x = Math.max(10, width - 2 * margin) / (highX - lowX), y = Math.max(10, height - 2 * margin) / (highY - lowY);
    return equalUnits ? [Math.min(x, y) * zoom, Math.min(x, y) * zoom] : [x * zoom, y * zoom];
  };
  const settle = () => {
    if (zoom === 1) [centreX, centreY] = [(lowX + highX) / 2, (lowY + highY) / 2];
    centreX = clamp(centreX, lowX, highX);
    centreY = clamp(centreY, lowY, highY);
    // A finger scrolls the page over a map that shows everything, and moves one that does not.
    canvas.style.touchAction = zoom === 1 ? "pan-y" : "none";
    changed();
  };

  return {
    unit,
    get width() { return width; },
    get height() { return height; },
    /** Pixels of the screen to one of the page. */
    get ratio() { return ratio; },
    get zoom() { return zoom; },
    get middle() { return [width / 2, height / 2]; },
    toScreen: (x, y, [ux, uy]) => [width / 2 + (x - centreX) * ux, height / 2 - (y - centreY) * uy],
    /** What is seen across, and what upwards. */
    ends: ([ux, uy]) => [[centreX - width / 2 / ux, centreX + width / 2 / ux], [centreY - height / 2 / uy, centreY + height / 2 / uy]],
    zoomAt(px, py, factor) {
      const [ux, uy] = unit(), next = clamp(zoom * factor, 1, most), change = next / zoom;
      const x = centreX + (px - width / 2) / ux, y = centreY - (py - height / 2) / uy;
      centreX = x - (x - centreX) / change;
      centreY = y - (y - centreY) / change;
      zoom = next;
      settle();
    },
    moveBy(dx, dy) {
      const [ux, uy] = unit();
      centreX -= dx / ux;
      centreY += dy / uy;
      settle();
    },
    all() {
      zoom = 1;
      settle();
    },
    /** Takes the canvas's size on the page for its own. */
    fit() {
      const box = canvas.getBoundingClientRect();
      [width, height, ratio] = [Math.max(1, box.width), Math.max(1, box.height), devicePixelRatio || 1];
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    },
  };
}

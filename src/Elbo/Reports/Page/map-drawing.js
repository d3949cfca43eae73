// The latent map on its canvas.
const mapTheme = () => {
  const css = getComputedStyle(document.documentElement);
  return Object.fromEntries(["ground", "ink", "muted", "grid", "axis"].map(name => [name, css.getPropertyValue("--" + name).trim()]));
};

/** A number as finely as steps of this size need. */
const written = (value, step) => value.toFixed(clamp(-Math.floor(Math.log10(step)), 0, 9)).replace("-", "−");

function mapDrawing(map, all, view, canvas) {
  const context = canvas.getContext("2d"), { X, Y, usable } = all, side = 30, rowStep = 10000;
  // The picture that was drawn in each cell of a grid over the screen.
  let cells = new Map();
  const cellOf = (px, py) => Math.floor(py / side) * rowStep + Math.floor(px / side);
  const corner = cell => [cell % rowStep * side, Math.floor(cell / rowStep) * side];

  const round = rough => {
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find(lead => lead * power >= rough) * power;
  };

  // Words keep a little ground around them, whatever they stand on.
  const write = (theme, text, x, y, align) => {
    context.textAlign = align;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = theme.ground;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };

  const drawGrid = (theme, u, words) => {
    const { width, height } = view, ends = view.ends(u);
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = theme.muted;
    for (const upwards of [0, 1]) {
      const step = round(90 / u[upwards]);
      for (let k = Math.ceil(ends[upwards][0] / step); k * step <= ends[upwards][1]; k++) {
        const [px, py] = view.toScreen(k * step, k * step, u);
        if (words) {
          if (!upwards && px > 30 && px < width - 16) write(theme, written(k * step, step), px, height - 6, "center");
          if (upwards && py > 16 && py < height - 24) write(theme, written(k * step, step), 6, py - 4, "left");
          continue;
        }
        context.lineWidth = 1;
        context.strokeStyle = k === 0 && map.prior ? theme.axis : theme.grid;
        context.beginPath();
        if (!upwards) { context.moveTo(Math.round(px) + 0.5, 0); context.lineTo(Math.round(px) + 0.5, height); }
        else { context.moveTo(0, Math.round(py) + 0.5); context.lineTo(width, Math.round(py) + 0.5); }
        context.stroke();
      }
    }
  };

  const drawPrior = (theme, u) => {
    context.lineWidth = 1;
    context.strokeStyle = theme.axis;
    context.setLineDash([4, 4]);
    for (const radius of [1, 2, 3]) {
      const [px, py] = view.toScreen(0, 0, u);
      context.beginPath();
      context.ellipse(px, py, radius * u[0], radius * u[1], 0, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
  };

  // A dot is drawn once for each colour, and copied.
  let dots = new Map(), dotKey = "";
  const dot = (g, radius, ground) => {
    const { ratio } = view, key = `${radius} ${ratio} ${ground}`;
    if (key !== dotKey) { dots = new Map(); dotKey = key; }
    if (dots.has(g)) return dots.get(g);
    const one = document.createElement("canvas");
    one.width = one.height = Math.ceil((2 * radius + 2) * ratio);
    const to = one.getContext("2d");
    to.scale(ratio, ratio);
    to.arc(radius + 1, radius + 1, radius, 0, 2 * Math.PI);
    to.fillStyle = all.colour(g);
    to.fill();
    to.lineWidth = 0.5;
    to.strokeStyle = ground;
    to.stroke();
    dots.set(g, one);
    return one;
  };

  const drawDots = (theme, u) => {
    const radius = clamp(Math.sqrt(9000 / Math.max(1, usable.length)) * Math.pow(view.zoom, 0.3), 2, 6), size = 2 * radius + 2;
    for (const i of usable) {
      if (!all.visible(i)) continue;
      const [px, py] = view.toScreen(X[i], Y[i], u);
      if (px < -8 || py < -8 || px > view.width + 8 || py > view.height + 8) continue;
      context.drawImage(dot(all.group(i), radius, theme.ground), px - size / 2, py - size / 2, size, size);
    }
  };

  // At most one picture in each cell: the one nearest to its middle.
  const drawPictures = u => {
    const [w, h] = all.thumbnails.within(side), near = new Map();
    for (const i of usable) {
      if (!all.visible(i)) continue;
      const [px, py] = view.toScreen(X[i], Y[i], u);
      if (px < 0 || py < 0 || px > view.width || py > view.height) continue;
      const cell = cellOf(px, py), [x, y] = corner(cell), distance = Math.hypot(px - x - side / 2, py - y - side / 2), known = near.get(cell);
      if (!known || distance < known[1]) near.set(cell, [i, distance]);
    }
    context.imageSmoothingEnabled = true;
    for (const [cell, [i]] of near) {
      const [x, y] = corner(cell);
      all.thumbnails.paint(context, i, x + (side - w) / 2, y + (side - h) / 2, w, h);
      cells.set(cell, i);
      if (!all.labels) continue;
      context.fillStyle = all.colour(all.labels[i]);
      context.fillRect(x, y + side - 3, side, 3);
    }
  };

  const drawTitles = theme => {
    context.fillStyle = theme.ink;
    context.font = "12px system-ui, sans-serif";
    write(theme, map.xTitle, view.width - 10, view.height - 24, "right");
    context.save();
    context.rotate(-Math.PI / 2);
    write(theme, map.yTitle, -12, 42, "right");
    context.restore();
  };

  const drawChosen = (theme, u, chosen) => {
    context.strokeStyle = theme.ink;
    const [cell] = [...cells].find(([, i]) => i === chosen) ?? [];
    if (cell !== undefined) {
      context.lineWidth = 3;
      context.strokeRect(...corner(cell), side, side);
      return;
    }
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...view.toScreen(X[chosen], Y[chosen], u), 8, 0, 2 * Math.PI);
    context.stroke();
  };

  return {
    draw(chosen, pictures) {
      const theme = mapTheme(), u = view.unit();
      context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      context.fillStyle = theme.ground;
      context.fillRect(0, 0, view.width, view.height);
      drawGrid(theme, u, false);
      if (map.prior) drawPrior(theme, u);
      cells = new Map();
      if (pictures && all.thumbnails?.there) drawPictures(u);
      else drawDots(theme, u);
      drawGrid(theme, u, true);
      drawTitles(theme);
      if (chosen >= 0) drawChosen(theme, u, chosen);
    },
    /** The code whose picture was drawn there. */
    pictured: (px, py) => cells.get(cellOf(px, py)),
  };
}

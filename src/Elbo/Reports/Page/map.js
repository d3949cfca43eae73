// The latent map.
(() => {
  const source = element("map-data");
  if (!source) return;
  const map = JSON.parse(source.textContent);
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const floats = text => new Float32Array(bytes(text).buffer);
  const count = map.count, X = floats(map.x), Y = floats(map.y), indices = floats(map.indices);
  const brightness = bytes(map.brightness), labels = map.labels ? bytes(map.labels) : null;
  const codes = new Int16Array(bytes(map.codes).buffer), width = map.dimensions.length;
  const tints = map.tints ? bytes(map.tints) : null, thumbs = map.thumbnails;

  element("map-view").hidden = false;
  const canvas = element("map-canvas"), context = canvas.getContext("2d");
  const card = element("map-card"), mode = element("map-mode");

  // What lies where. Points that are not finite are nowhere.
  let lowX = Infinity, highX = -Infinity, lowY = Infinity, highY = -Infinity;
  const usable = [];
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(X[i]) || !Number.isFinite(Y[i])) continue;
    usable.push(i);
    lowX = Math.min(lowX, X[i]); highX = Math.max(highX, X[i]);
    lowY = Math.min(lowY, Y[i]); highY = Math.max(highY, Y[i]);
  }
  if (usable.length === 0) [lowX, highX, lowY, highY] = [-1, 1, -1, 1];
  if (highX - lowX < 1e-6) { lowX -= 0.5; highX += 0.5; }
  if (highY - lowY < 1e-6) { lowY -= 0.5; highY += 0.5; }

  const hidden = new Set();
  let zoom = 1, centreX = (lowX + highX) / 2, centreY = (lowY + highY) / 2;
  let screenWidth = 1, screenHeight = 1, ratio = 1, chosen = -1, pictures = false, cells = new Map(), waiting = false;
  const margin = 26, most = 400;

  const unit = () => {
    const x = Math.max(10, screenWidth - 2 * margin) / (highX - lowX), y = Math.max(10, screenHeight - 2 * margin) / (highY - lowY);
    return map.equalUnits ? [Math.min(x, y) * zoom, Math.min(x, y) * zoom] : [x * zoom, y * zoom];
  };
  const toScreen = (x, y, [ux, uy]) => [screenWidth / 2 + (x - centreX) * ux, screenHeight / 2 - (y - centreY) * uy];

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const settle = () => {
    if (zoom === 1) [centreX, centreY] = [(lowX + highX) / 2, (lowY + highY) / 2];
    centreX = clamp(centreX, lowX, highX);
    centreY = clamp(centreY, lowY, highY);
    // A finger scrolls the page over a map that shows everything, and moves one that does not.
    canvas.style.touchAction = zoom === 1 ? "pan-y" : "none";
    redraw();
  };
  const zoomAt = (px, py, factor) => {
    const [ux, uy] = unit(), next = clamp(zoom * factor, 1, most), change = next / zoom;
    const x = centreX + (px - screenWidth / 2) / ux, y = centreY - (py - screenHeight / 2) / uy;
    centreX = x - (x - centreX) / change;
    centreY = y - (y - centreY) / change;
    zoom = next;
    settle();
  };
  const moveBy = (dx, dy) => {
    const [ux, uy] = unit();
    centreX -= dx / ux;
    centreY += dy / uy;
    settle();
  };

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
  const visible = i => !labels || !hidden.has(labels[i]);
  const label = i => labels ? map.names[labels[i]] : null;

  // Thumbnails.
  const sprite = new Image();
  if (thumbs) {
    sprite.src = "data:image/png;base64," + thumbs.png;
    sprite.decode().then(() => redraw(), () => {});
  } else mode.hidden = true;
  // Smoothing takes in half a pixel of the neighbours, which is left out.
  const paint = (to, i, x, y, w, h) => {
    const edge = to.imageSmoothingEnabled ? 0.5 : 0;
    to.drawImage(sprite, i % thumbs.columns * thumbs.width + edge, Math.floor(i / thumbs.columns) * thumbs.height + edge,
      thumbs.width - 2 * edge, thumbs.height - 2 * edge, x, y, w, h);
  };
  const enlarge = (target, i, side) => {
    if (!thumbs) return;
    const scale = side / Math.max(thumbs.width, thumbs.height);
    const [w, h] = [Math.round(thumbs.width * scale), Math.round(thumbs.height * scale)];
    target.width = w * ratio;
    target.height = h * ratio;
    target.style.width = w + "px";
    target.style.height = h + "px";
    const to = target.getContext("2d");
    to.imageSmoothingEnabled = thumbs.shrunk;
    paint(to, i, 0, 0, target.width, target.height);
  };

  const style = () => {
    const css = getComputedStyle(document.documentElement);
    return Object.fromEntries(["ground", "ink", "muted", "grid", "axis"].map(name => [name, css.getPropertyValue("--" + name).trim()]));
  };
  const round = rough => {
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find(lead => lead * power >= rough) * power;
  };
  const written = (value, step) => value.toFixed(clamp(-Math.floor(Math.log10(step)), 0, 9)).replace("-", "−");

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
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = theme.muted;
    const ends = [[centreX - screenWidth / 2 / u[0], centreX + screenWidth / 2 / u[0]], [centreY - screenHeight / 2 / u[1], centreY + screenHeight / 2 / u[1]]];
    for (const side of [0, 1]) {
      const step = round(90 / u[side]);
      for (let k = Math.ceil(ends[side][0] / step); k * step <= ends[side][1]; k++) {
        const [px, py] = toScreen(k * step, k * step, u);
        if (words) {
          if (side === 0 && px > 30 && px < screenWidth - 16) write(theme, written(k * step, step), px, screenHeight - 6, "center");
          if (side === 1 && py > 16 && py < screenHeight - 24) write(theme, written(k * step, step), 6, py - 4, "left");
          continue;
        }
        context.lineWidth = 1;
        context.strokeStyle = k === 0 && map.prior ? theme.axis : theme.grid;
        context.beginPath();
        if (side === 0) { context.moveTo(Math.round(px) + 0.5, 0); context.lineTo(Math.round(px) + 0.5, screenHeight); }
        else { context.moveTo(0, Math.round(py) + 0.5); context.lineTo(screenWidth, Math.round(py) + 0.5); }
        context.stroke();
      }
    }
  };

  const drawPrior = (theme, u) => {
    context.lineWidth = 1;
    context.strokeStyle = theme.axis;
    context.setLineDash([4, 4]);
    for (const radius of [1, 2, 3]) {
      const [px, py] = toScreen(0, 0, u);
      context.beginPath();
      context.ellipse(px, py, radius * u[0], radius * u[1], 0, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
  };

  // A dot is drawn once for each colour, and copied.
  let dots = new Map(), dotKey = "";
  const dot = (g, radius, ground) => {
    const key = `${radius} ${ratio} ${ground}`;
    if (key !== dotKey) { dots = new Map(); dotKey = key; }
    if (dots.has(g)) return dots.get(g);
    const one = document.createElement("canvas");
    one.width = one.height = Math.ceil((2 * radius + 2) * ratio);
    const to = one.getContext("2d");
    to.scale(ratio, ratio);
    to.arc(radius + 1, radius + 1, radius, 0, 2 * Math.PI);
    to.fillStyle = colour(g);
    to.fill();
    to.lineWidth = 0.5;
    to.strokeStyle = ground;
    to.stroke();
    dots.set(g, one);
    return one;
  };

  const drawDots = (theme, u) => {
    const radius = clamp(Math.sqrt(9000 / Math.max(1, usable.length)) * Math.pow(zoom, 0.3), 2, 6);
    for (const i of usable) {
      if (!visible(i)) continue;
      const [px, py] = toScreen(X[i], Y[i], u);
      if (px < -8 || py < -8 || px > screenWidth + 8 || py > screenHeight + 8) continue;
      const size = 2 * radius + 2;
      context.drawImage(dot(group(i), radius, theme.ground), px - size / 2, py - size / 2, size, size);
    }
  };

  // At most one picture in each cell of a grid over the screen: the one nearest to its middle.
  const drawPictures = u => {
    const side = 30, w = side * thumbs.width / Math.max(thumbs.width, thumbs.height), h = side * thumbs.height / Math.max(thumbs.width, thumbs.height);
    const near = new Map();
    for (const i of usable) {
      if (!visible(i)) continue;
      const [px, py] = toScreen(X[i], Y[i], u), column = Math.floor(px / side), row = Math.floor(py / side);
      if (px < 0 || py < 0 || px > screenWidth || py > screenHeight) continue;
      const key = row * 10000 + column, distance = Math.hypot(px / side - column - 0.5, py / side - row - 0.5), known = near.get(key);
      if (!known || distance < known[1]) near.set(key, [i, distance]);
    }
    context.imageSmoothingEnabled = true;
    for (const [key, [i]] of near) {
      const x = key % 10000 * side, y = Math.floor(key / 10000) * side;
      paint(context, i, x + (side - w) / 2, y + (side - h) / 2, w, h);
      if (!labels) continue;
      context.fillStyle = colour(labels[i]);
      context.fillRect(x, y + side - 3, side, 3);
    }
    cells = new Map([...near].map(([key, [i]]) => [key, i]));
    cells.side = side;
  };

  const draw = () => {
    waiting = false;
    const theme = style(), u = unit();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = theme.ground;
    context.fillRect(0, 0, screenWidth, screenHeight);
    drawGrid(theme, u, false);
    if (map.prior) drawPrior(theme, u);
    const asPictures = pictures && thumbs && sprite.complete && sprite.naturalWidth;
    cells = new Map();
    if (asPictures) drawPictures(u);
    else drawDots(theme, u);
    drawGrid(theme, u, true);
    context.fillStyle = theme.ink;
    context.font = "12px system-ui, sans-serif";
    write(theme, map.xTitle, screenWidth - 10, screenHeight - 24, "right");
    context.save();
    context.rotate(-Math.PI / 2);
    write(theme, map.yTitle, -12, 42, "right");
    context.restore();
    if (chosen < 0) return;
    for (const [key, i] of cells) {
      if (i !== chosen) continue;
      context.strokeStyle = theme.ink;
      context.lineWidth = 3;
      context.strokeRect(key % 10000 * cells.side, Math.floor(key / 10000) * cells.side, cells.side, cells.side);
      return;
    }
    const [px, py] = toScreen(X[chosen], Y[chosen], u);
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(px, py, 8, 0, 2 * Math.PI);
    context.stroke();
  };
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };

  const find = (px, py, reach) => {
    if (pictures && cells.side) {
      const shown = cells.get(Math.floor(py / cells.side) * 10000 + Math.floor(px / cells.side));
      if (shown !== undefined) return shown;
    }
    const u = unit();
    let best = -1, nearest = reach * reach;
    for (const i of usable) {
      if (!visible(i)) continue;
      const [x, y] = toScreen(X[i], Y[i], u), distance = (x - px) ** 2 + (y - py) ** 2;
      if (distance < nearest) [best, nearest] = [i, distance];
    }
    return best;
  };

  const drawCode = i => {
    const chart = element("detail-code"), theme = style(), w = 244, h = 64;
    chart.hidden = false;
    chart.width = w * ratio;
    chart.height = h * ratio;
    chart.style.width = w + "px";
    chart.style.height = h + "px";
    const to = chart.getContext("2d");
    to.scale(ratio, ratio);
    const step = w / width, bar = Math.min(step - 1, 22);
    for (let d = 0; d < width; d++) {
      const height = clamp(codes[i * width + d] * map.codeUnit / 3, -1, 1) * (h / 2 - 1);
      to.fillStyle = theme.muted;
      to.fillRect(d * step + (step - bar) / 2, h / 2 - Math.max(0, height), bar, Math.max(1, Math.abs(height)));
    }
    to.fillStyle = theme.axis;
    to.fillRect(0, h / 2, w, 1);
    const first = map.dimensions.slice(0, 6).join(", ");
    element("detail-caption").textContent = `Its code, from −3 to 3: latent ${first}${width > 6 ? ` … (the ${width} that carry most)` : ""}`;
  };

  const choose = (i, px, py) => {
    if (i < 0) {
      card.hidden = true;
      if (chosen >= 0) { chosen = -1; redraw(); }
      canvas.style.cursor = "";
      return;
    }
    const name = label(i), place = `${written(X[i], 0.01)}, ${written(Y[i], 0.01)}`;
    if (chosen !== i) {
      chosen = i;
      if (thumbs) {
        enlarge(element("card-picture"), i, 84);
        enlarge(element("detail-picture"), i, 140);
        element("detail-picture").hidden = false;
      }
      element("card-picture").hidden = !thumbs;
      element("card-text").textContent = name ?? `No. ${indices[i]}`;
      element("detail-text").textContent = `${name === null ? "" : `Label ${name}\n`}No. ${indices[i]} of ${map.source}\n${map.xTitle}, ${map.yTitle}: ${place}`;
      drawCode(i);
      redraw();
    }
    card.hidden = false;
    const w = card.offsetWidth, h = card.offsetHeight;
    card.style.transform = `translate(${clamp(px + 16 + w > screenWidth ? px - w - 16 : px + 16, 2, Math.max(2, screenWidth - w - 2))}px, ${clamp(py - h / 2, 2, Math.max(2, screenHeight - h - 2))}px)`;
  };

  // Pointers: one moves or points, two zoom.
  const pointers = new Map();
  let travelled = 0;
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) travelled = 0;
  });
  canvas.addEventListener("pointermove", event => {
    const now = at(event), before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") choose(find(...now, 14), ...now);
      return;
    }
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(now[0] - other[0], now[1] - other[1]);
      if (was > 0) zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, is / was);
      moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      travelled = Infinity;
    } else {
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (travelled > 6) {
        canvas.classList.add("moving");
        choose(-1);
        moveBy(now[0] - before[0], now[1] - before[1]);
      }
    }
    pointers.set(event.pointerId, now);
  });
  const release = event => {
    if (!pointers.delete(event.pointerId)) return;
    canvas.classList.remove("moving");
    const place = at(event);
    if (event.type === "pointerup" && travelled <= 6) choose(find(...place, event.pointerType === "mouse" ? 14 : 28), ...place);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") choose(-1); });
  canvas.addEventListener("wheel", event => {
    // Out of a map that shows everything, the wheel scrolls the page.
    if (event.deltaY > 0 && zoom === 1) return;
    event.preventDefault();
    zoomAt(...at(event), Math.exp(clamp(-event.deltaY * (event.deltaMode === 1 ? 20 : 1), -300, 300) / 400));
  }, { passive: false });
  canvas.addEventListener("dblclick", event => zoomAt(...at(event), 2));

  const middle = () => [screenWidth / 2, screenHeight / 2];
  const all = () => { zoom = 1; settle(); };
  canvas.addEventListener("keydown", event => {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoomAt(...middle(), 1.5);
    else if (event.key === "-") zoomAt(...middle(), 1 / 1.5);
    else if (event.key === "0") all();
    else if (moves[event.key] && zoom > 1) moveBy(...moves[event.key]);
    else if (event.key === "Enter") {
      const i = find(...middle(), Infinity);
      if (i >= 0) choose(i, ...toScreen(X[i], Y[i], unit()));
    } else if (event.key === "Escape") choose(-1);
    else return;
    event.preventDefault();
  });
  element("map-in").addEventListener("click", () => zoomAt(...middle(), 1.6));
  element("map-out").addEventListener("click", () => zoomAt(...middle(), 1 / 1.6));
  element("map-all").addEventListener("click", all);
  mode.addEventListener("click", () => {
    pictures = !pictures;
    mode.setAttribute("aria-pressed", pictures);
    redraw();
  });

  // The legend: each label shows and hides its codes.
  const legend = element("map-legend"), shape = "http://www.w3.org/2000/svg";
  const spot = fill => {
    const svg = document.createElementNS(shape, "svg"), circle = document.createElementNS(shape, "circle");
    for (const [name, value] of [["width", 12], ["height", 12], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    for (const [name, value] of [["cx", 6], ["cy", 6], ["r", 5], ["fill", fill]]) circle.setAttribute(name, value);
    svg.append(circle);
    return svg;
  };
  if (labels) {
    const present = new Set(labels), buttons = [];
    map.names.forEach((name, g) => {
      if (!present.has(g)) return;
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.append(spot(colour(g)), document.createTextNode(name));
      button.addEventListener("click", () => {
        if (!hidden.delete(g)) hidden.add(g);
        button.setAttribute("aria-pressed", !hidden.has(g));
        choose(-1);
        redraw();
      });
      buttons.push([button, g]);
      legend.append(button);
    });
    if (buttons.length > 2) {
      const every = document.createElement("button");
      every.type = "button";
      every.textContent = "All / none";
      every.addEventListener("click", () => {
        const show = hidden.size > 0;
        hidden.clear();
        if (!show) for (const [, g] of buttons) hidden.add(g);
        for (const [button, g] of buttons) button.setAttribute("aria-pressed", !hidden.has(g));
        redraw();
      });
      legend.append(every);
    }
  } else if (!tints) for (const [text, value] of [["dark", 0], ["", 0.5], ["bright", 1]]) legend.append(spot(shade(value)), document.createTextNode(text));

  const fit = () => {
    const box = canvas.getBoundingClientRect();
    [screenWidth, screenHeight, ratio] = [Math.max(1, box.width), Math.max(1, box.height), devicePixelRatio || 1];
    canvas.width = Math.round(screenWidth * ratio);
    canvas.height = Math.round(screenHeight * ratio);
    // Setting the size has cleared it, so there is no waiting for the next frame.
    draw();
  };
  new ResizeObserver(fit).observe(canvas);
  document.addEventListener("theme", () => {
    redraw();
    if (chosen >= 0) drawCode(chosen);
  });
  settle();
})();

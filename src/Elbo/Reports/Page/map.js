// The latent map: what the reader points at, moves to, chooses and hides.
(() => {
  const source = element("map-data");
  if (!source) return;
  const map = JSON.parse(source.textContent), all = mapCodes(map), { X, Y, usable, thumbnails } = all, dimensions = map.dimensions.length;
  element("map-view").hidden = false;
  const canvas = element("map-canvas"), card = element("map-card"), mode = element("map-mode");
  // The code that the map marks, or -1, and the one that is told of beside it.
  let chosen = -1, told = -1, pictures = false, waiting = false;

  const draw = () => {
    waiting = false;
    drawing.draw(chosen, pictures);
  };
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  const view = mapView(all.extent, map.equalUnits, canvas, redraw), drawing = mapDrawing(map, all, view, canvas);
  if (!thumbnails) mode.hidden = true;

  const find = (px, py, reach) => {
    const shown = drawing.pictured(px, py);
    if (shown !== undefined) return shown;
    const u = view.unit();
    let best = -1, nearest = reach * reach;
    for (const i of usable) {
      if (!all.visible(i)) continue;
      const [x, y] = view.toScreen(X[i], Y[i], u), distance = (x - px) ** 2 + (y - py) ** 2;
      if (distance < nearest) [best, nearest] = [i, distance];
    }
    return best;
  };

  const drawCode = i => {
    const chart = element("detail-code"), theme = mapTheme(), { ratio } = view, w = 244, h = 64;
    chart.hidden = false;
    chart.width = w * ratio;
    chart.height = h * ratio;
    chart.style.width = w + "px";
    chart.style.height = h + "px";
    const to = chart.getContext("2d");
    to.scale(ratio, ratio);
    const step = w / dimensions, bar = Math.min(step - 1, 22);
    for (let d = 0; d < dimensions; d++) {
      const height = clamp(all.codes[i * dimensions + d] * map.codeUnit / 3, -1, 1) * (h / 2 - 1);
      to.fillStyle = theme.muted;
      to.fillRect(d * step + (step - bar) / 2, h / 2 - Math.max(0, height), bar, Math.max(1, Math.abs(height)));
    }
    to.fillStyle = theme.axis;
    to.fillRect(0, h / 2, w, 1);
    const first = map.dimensions.slice(0, 6).join(", ");
    element("detail-caption").textContent = `Its code, from −3 to 3: latent ${first}${dimensions > 6 ? ` … (the ${dimensions} that carry most)` : ""}`;
  };

  const tell = i => {
    told = i;
    const name = all.label(i), place = `${written(X[i], 0.01)}, ${written(Y[i], 0.01)}`;
    if (thumbnails) {
      thumbnails.enlarge(element("card-picture"), i, 84, view.ratio);
      thumbnails.enlarge(element("detail-picture"), i, 140, view.ratio);
      element("detail-picture").hidden = false;
    }
    element("card-picture").hidden = !thumbnails;
    element("card-text").textContent = name ?? `No. ${all.indices[i]}`;
    element("detail-text").textContent = `${name === null ? "" : `Label ${name}\n`}No. ${all.indices[i]} of ${map.source}\n${map.xTitle}, ${map.yTitle}: ${place}`;
    drawCode(i);
  };

  thumbnails?.whenThere(() => {
    redraw();
    if (told >= 0) tell(told);
  });

  const choose = (i, px, py) => {
    if (i !== chosen) {
      chosen = i;
      if (i >= 0) tell(i);
      redraw();
    }
    card.hidden = i < 0;
    if (i < 0) return;
    const w = card.offsetWidth, h = card.offsetHeight, beside = px + 16 + w > view.width ? px - w - 16 : px + 16;
    card.style.transform = `translate(${clamp(beside, 2, Math.max(2, view.width - w - 2))}px, ${clamp(py - h / 2, 2, Math.max(2, view.height - h - 2))}px)`;
  };

  // Pointers: one moves or points, two zoom.
  const pointers = new Map();
  let travelled = 0;
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
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
      if (was > 0) view.zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, is / was);
      view.moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      travelled = Infinity;
    } else {
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (travelled > 6) {
        canvas.classList.add("moving");
        choose(-1);
        view.moveBy(now[0] - before[0], now[1] - before[1]);
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
    if (event.deltaY === 0 || (event.deltaY > 0 && view.zoom === 1)) return;
    event.preventDefault();
    view.zoomAt(...at(event), Math.exp(clamp(-event.deltaY * (event.deltaMode === 1 ? 20 : 1), -300, 300) / 400));
  }, { passive: false });
  canvas.addEventListener("dblclick", event => view.zoomAt(...at(event), 2));

  canvas.addEventListener("keydown", event => {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") view.zoomAt(...view.middle, 1.5);
    else if (event.key === "-") view.zoomAt(...view.middle, 1 / 1.5);
    else if (event.key === "0") view.all();
    else if (moves[event.key] && view.zoom > 1) view.moveBy(...moves[event.key]);
    else if (event.key === "Enter") {
      const i = find(...view.middle, Infinity);
      if (i >= 0) choose(i, ...view.toScreen(X[i], Y[i], view.unit()));
    } else if (event.key === "Escape") choose(-1);
    else return;
    event.preventDefault();
  });
  element("map-in").addEventListener("click", () => view.zoomAt(...view.middle, 1.6));
  element("map-out").addEventListener("click", () => view.zoomAt(...view.middle, 1 / 1.6));
  element("map-all").addEventListener("click", view.all);
  mode.addEventListener("click", () => {
    pictures = !pictures;
    mode.setAttribute("aria-pressed", pictures);
    redraw();
  });
  mapLegend(map, all, () => {
    choose(-1);
    redraw();
  });

  new ResizeObserver(() => {
    view.fit();
    // Setting the size has cleared it, so there is no waiting for the next frame.
    draw();
  }).observe(canvas);
  document.addEventListener("theme", () => {
    redraw();
    if (told >= 0) drawCode(told);
  });
  view.all();
})();

"use strict";

/** The pad: test codes beneath, and a handle that the pointer or the arrow keys move. */
function createPad(canvas, model, place, scatter) {
  const context = canvas.getContext("2d"), ground = document.createElement("canvas"), hidden = new Set();
  let axes = null, xs = null, ys = null, extent = extentOf(), prior = true, width = 1, height = 1, ratio = 1, waiting = false, stale = true;

  const unit = () => Math.min(width, height) / 2 / extent.half;
  const toScreen = (x, y) => [width / 2 + (x - extent.x) * unit(), height / 2 - (y - extent.y) * unit()];
  const theme = () => {
    const css = getComputedStyle(document.documentElement);
    return Object.fromEntries(["ground", "ink", "muted", "grid", "axis", "dot"].map(name => [name, css.getPropertyValue("--" + name).trim()]));
  };

  const drawGround = colours => {
    const to = ground.getContext("2d");
    ground.width = canvas.width;
    ground.height = canvas.height;
    to.scale(ratio, ratio);
    to.fillStyle = colours.ground;
    to.fillRect(0, 0, width, height);
    const reach = [width, height].map(side => side / 2 / unit()), step = [0.5, 1, 2, 5, 10, 20, 50, 100].find(each => each * unit() >= 45) ?? 1000;
    to.font = "11px system-ui, sans-serif";
    to.textAlign = "center";
    for (const side of [0, 1]) {
      const middle = side === 0 ? extent.x : extent.y;
      for (let k = Math.ceil((middle - reach[side]) / step); k * step <= middle + reach[side]; k++) {
        const [px, py] = toScreen(k * step, k * step);
        to.fillStyle = k === 0 ? colours.axis : colours.grid;
        if (side === 0) to.fillRect(Math.round(px), 0, 1, height);
        else to.fillRect(0, Math.round(py), width, 1);
      }
    }
    drawCircles(to, colours);
    drawDots(to, colours);
    to.fillStyle = colours.muted;
    to.fillText(axes[0].title + " →", width / 2, height - 7);
    to.save();
    to.translate(13, height / 2);
    to.rotate(-Math.PI / 2);
    to.fillText(axes[1].title + " →", 0, 0);
    to.restore();
  };

  // One, two and three standard deviations of the prior.
  const drawCircles = (to, colours) => {
    if (!prior) return;
    to.strokeStyle = colours.axis;
    to.setLineDash([4, 4]);
    for (const radius of [1, 2, 3]) {
      to.beginPath();
      to.arc(...toScreen(0, 0), radius * unit(), 0, 2 * Math.PI);
      to.stroke();
    }
    to.setLineDash([]);
  };

  const drawDots = (to, colours) => {
    if (!xs || !ys) return;
    const radius = Math.min(4, Math.max(1.3, Math.sqrt(9000 / xs.length)));
    to.globalAlpha = 0.7;
    for (let i = 0; i < xs.length; i++) {
      if (scatter.labels && hidden.has(scatter.labels[i])) continue;
      to.fillStyle = scatter.labels ? model.scatter.colours[scatter.labels[i] % model.scatter.colours.length] : colours.dot;
      to.beginPath();
      to.arc(...toScreen(xs[i], ys[i]), radius, 0, 2 * Math.PI);
      to.fill();
    }
    to.globalAlpha = 1;
  };

  // A handle that would be outside is held at the edge.
  const draw = () => {
    waiting = false;
    const colours = theme();
    if (stale) drawGround(colours);
    stale = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(ground, 0, 0);
    context.scale(ratio, ratio);
    const [px, py] = toScreen(axes[0].of(place.code), axes[1].of(place.code)).map((at, side) => Math.min([width, height][side] - 3, Math.max(3, at)));
    context.globalAlpha = 0.35;
    context.fillStyle = colours.ink;
    context.fillRect(Math.round(px), 0, 1, height);
    context.fillRect(0, Math.round(py), width, 1);
    context.globalAlpha = 1;
    for (const [line, colour] of [[6, colours.ground], [2.5, colours.ink]]) {
      context.lineWidth = line;
      context.strokeStyle = colour;
      context.beginPath();
      context.arc(px, py, 9, 0, 2 * Math.PI);
      context.stroke();
    }
  };
  const redraw = () => {
    if (!axes) return;
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  };
  const renew = () => {
    stale = true;
    redraw();
  };

  const moveTo = (x, y) => {
    const code = Float32Array.from(place.code);
    axes[0].move(code, x - axes[0].of(code));
    if (axes[1] !== axes[0]) axes[1].move(code, y - axes[1].of(code));
    place.change({ code });
  };
  const point = event => {
    const box = canvas.getBoundingClientRect();
    moveTo(extent.x + (event.clientX - box.left - width / 2) / unit(), extent.y - (event.clientY - box.top - height / 2) / unit());
  };
  canvas.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    point(event);
  });
  canvas.addEventListener("pointermove", event => {
    if (canvas.hasPointerCapture(event.pointerId)) point(event);
  });
  canvas.addEventListener("keydown", event => {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = extent.half / (event.shiftKey ? 10 : 50), [x, y] = axes.map(axis => axis.of(place.code));
    moveTo(x + way[0] * step, y + way[1] * step);
  });
  new ResizeObserver(() => {
    // A page may be folded away; nothing can be divided by no pixels.
    [width, height, ratio] = [Math.max(1, canvas.clientWidth), Math.max(1, canvas.clientHeight), devicePixelRatio || 1];
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    stale = true;
    // Setting the size has cleared it, so there is no waiting for the next frame.
    if (axes) draw();
  }).observe(canvas);
  document.addEventListener("theme", renew);
  place.follow(redraw);

  return {
    /** Shows another plane; circles of the prior if it goes through the prior's middle along latents. */
    show(pair, isPrior) {
      [axes, prior] = [pair, isPrior];
      [xs, ys] = pair.map(axis => scatter.along(axis.title));
      extent = extentOf(xs, ys);
      renew();
    },
    /** Hides or shows the codes of some labels. */
    hide(labels) {
      hidden.clear();
      for (const label of labels) hidden.add(label);
      renew();
    },
  };
}

// Curves over the epochs as an SVG that takes the page's colours.
import { make } from "./dom.js";
import { colourOf } from "./palette.js";

const space = "http://www.w3.org/2000/svg", width = 372, height = 184, box = { left: 46, right: 362, top: 28, bottom: 152 };

const shape = (name, attributes, text) => {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

/** Round numbers that cover a range in about so many steps. */
const ticks = (low, high, count, whole) => {
  const rough = Math.max((high - low) / count, 1e-9), power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].find(lead => lead * power >= rough) * power;
  if (whole) step = Math.max(1, Math.round(step));
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push([k * step, (k * step).toFixed(Math.max(0, -Math.floor(Math.log10(step)))).replace("-", "−")]);
  return found;
};

/** A chart of series [name, [[epoch, value], …]]; values that are not finite leave a gap. */
export const curveChart = (title, series) => {
  const known = series.map(([name, points]) => [name, points.filter(([, value]) => Number.isFinite(value))]);
  const all = known.flatMap(([, points]) => points);
  if (all.length === 0) return null;
  const xs = all.map(([x]) => x), ys = all.map(([, y]) => y), pad = ys => Math.max((Math.max(...ys) - Math.min(...ys)) * 0.06, 1e-6);
  const range = [Math.min(...xs), Math.max(...xs, Math.min(...xs) + 1), Math.min(...ys) - pad(ys), Math.max(...ys) + pad(ys)];
  const x = value => box.left + (value - range[0]) / (range[1] - range[0]) * (box.right - box.left);
  const y = value => box.bottom - (value - range[2]) / (range[3] - range[2]) * (box.bottom - box.top);
  const last = known.map(([name, points]) => `${name} ${points.at(-1)?.[1].toFixed(2) ?? "–"}`).join(", ");
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title} over the epochs; last: ${last}`, class: "curve" });
  for (const [value, text] of ticks(range[2], range[3], 4)) {
    svg.append(shape("line", { x1: box.left, x2: box.right, y1: y(value), y2: y(value), class: "grid" }), shape("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end" }, text));
  }
  for (const [value, text] of ticks(range[0], range[1], 5, true)) svg.append(shape("text", { x: x(value), y: box.bottom + 16, "text-anchor": "middle" }, text));
  svg.append(shape("text", { x: box.left, y: 15, class: "title" }, title), shape("text", { x: box.right, y: height - 5, "text-anchor": "end" }, "epoch"));
  let at = box.right;
  [...known.entries()].reverse().forEach(([k, [name, points]]) => {
    const colour = colourOf(k);
    if (points.length > 1) svg.append(shape("polyline", { points: points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(" "), stroke: colour, class: "line" }));
    if (points.length) svg.append(shape("circle", { cx: x(points.at(-1)[0]), cy: y(points.at(-1)[1]), r: 3, fill: colour }));
    svg.append(shape("text", { x: at, y: 15, "text-anchor": "end" }, name));
    at -= 6.2 * name.length + 8;
    svg.append(shape("circle", { cx: at, cy: 11, r: 4, fill: colour }));
    at -= 14;
  });
  return make("figure", {}, svg);
};

/** Training and validation of one figure of the metrics. */
export const metricChart = (title, rows, name) => {
  const validation = `validation${name[0].toUpperCase()}${name.slice(1)}`, of = key => rows.map(row => [row.epoch, row[key] ?? NaN]);
  return curveChart(`${title}, nats`, [["training", of(name)], ...rows.some(row => row[validation] !== null && row[validation] !== undefined) ? [["validation", of(validation)]] : []]);
};

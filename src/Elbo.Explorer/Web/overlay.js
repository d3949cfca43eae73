// What lies over the points: the grid and its numbers, the prior, a posterior, the pad.
import { colours } from "./theme.js";

const round = rough => {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find(lead => lead * power >= rough) * power;
};

const written = (value, step) => value.toFixed(Math.min(9, Math.max(0, -Math.floor(Math.log10(step))))).replace("-", "−");

/** Draws below the points. */
export const drawGround = (to, view, prior) => {
  const theme = colours(), step = round(90 / view.unit), [left, top] = view.toPlane([0, 0]), [right, bottom] = view.toPlane([view.width, view.height]);
  to.fillStyle = theme.ground;
  to.fillRect(0, 0, view.width, view.height);
  to.lineWidth = 1;
  to.strokeStyle = theme.grid;
  to.beginPath();
  for (let k = Math.ceil(left / step); k * step <= right; k++) {
    const px = Math.round(view.toScreen([k * step, 0])[0]) + 0.5;
    to.moveTo(px, 0);
    to.lineTo(px, view.height);
  }
  for (let k = Math.ceil(bottom / step); k * step <= top; k++) {
    const py = Math.round(view.toScreen([0, k * step])[1]) + 0.5;
    to.moveTo(0, py);
    to.lineTo(view.width, py);
  }
  to.stroke();
  if (!prior) return;
  to.strokeStyle = theme.axis;
  to.setLineDash([4, 4]);
  for (const radius of [1, 2, 3]) ring(to, ...view.toScreen([0, 0]), radius * view.unit);
  to.setLineDash([]);
};

const ring = (to, px, py, radius) => {
  to.beginPath();
  to.arc(px, py, radius, 0, 2 * Math.PI);
  to.stroke();
};

/** Draws above the points. */
export const drawMarks = (to, view, { titles, place, hovered, posterior, focused }) => {
  const theme = colours();
  to.clearRect(0, 0, view.width, view.height);
  drawNumbers(to, view, theme, titles);
  if (posterior) drawPosterior(to, view, theme, posterior);
  if (hovered) {
    to.strokeStyle = theme.ink;
    to.lineWidth = 2;
    ring(to, ...view.toScreen(hovered), 7);
  }
  if (place) drawPad(to, theme, view.toScreen(place), focused);
};

const drawNumbers = (to, view, theme, [across, up]) => {
  const step = round(90 / view.unit), [left, top] = view.toPlane([0, 0]), [right, bottom] = view.toPlane([view.width, view.height]);
  to.font = "11px system-ui, sans-serif";
  to.fillStyle = theme.muted;
  to.strokeStyle = theme.ground;
  to.lineWidth = 3;
  to.lineJoin = "round";
  const write = (text, x, y, align) => {
    to.textAlign = align;
    to.strokeText(text, x, y);
    to.fillText(text, x, y);
  };
  for (let k = Math.ceil(left / step); k * step <= right; k++) {
    const px = view.toScreen([k * step, 0])[0];
    if (px > 40 && px < view.width - 20) write(written(k * step, step), px, view.height - 7, "center");
  }
  for (let k = Math.ceil(bottom / step); k * step <= top; k++) {
    const py = view.toScreen([0, k * step])[1];
    if (py > 34 && py < view.height - 24) write(written(k * step, step), 6, py + 4, "left");
  }
  to.fillStyle = theme.ink;
  to.font = "12px system-ui, sans-serif";
  write(across, view.width - 8, view.height - 22, "right");
  write(up, 8, 18, "left");
};

/** Mean with the ellipses of one and two standard deviations, from the covariance [xx, xy, yy] on the plane. */
const drawPosterior = (to, view, theme, { mean, covariance: [xx, xy, yy] }) => {
  const middle = (xx + yy) / 2, apart = Math.hypot((xx - yy) / 2, xy), turn = Math.atan2(2 * xy, xx - yy) / 2;
  const long = Math.sqrt(Math.max(0, middle + apart)) * view.unit, short = Math.sqrt(Math.max(0, middle - apart)) * view.unit;
  const [px, py] = view.toScreen(mean);
  to.strokeStyle = theme.warning;
  to.fillStyle = theme.warning;
  to.lineWidth = 2;
  for (const times of [1, 2]) {
    to.beginPath();
    to.ellipse(px, py, Math.max(3, times * long), Math.max(3, times * short), -turn, 0, 2 * Math.PI);
    to.stroke();
    to.globalAlpha = 0.12;
    to.fill();
    to.globalAlpha = 1;
  }
  to.beginPath();
  to.arc(px, py, 3.5, 0, 2 * Math.PI);
  to.fill();
};

const drawPad = (to, theme, [px, py], focused) => {
  for (const [colour, width] of [[theme.ground, 5], [theme.ink, 2]]) {
    to.strokeStyle = colour;
    to.lineWidth = width;
    ring(to, px, py, focused ? 11 : 9);
    to.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      to.moveTo(px + 5 * dx, py + 5 * dy);
      to.lineTo(px + 14 * dx, py + 14 * dy);
    }
    to.stroke();
  }
};

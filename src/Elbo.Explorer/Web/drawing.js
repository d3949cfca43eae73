// A sheet to draw on with mouse, pen or finger: white ink on black.
import { button, make } from "./dom.js";
import { centred } from "./centre.js";

const side = 280;

/** A sheet; <c>drawn</c> is given a PNG of the drawing after every stroke. */
export const drawingSheet = (run, drawn, cleared) => {
  const canvas = make("canvas.sheet", { width: side, height: side, tabIndex: 0, role: "img", "aria-label": "Sheet to draw on with mouse or finger; a file can be chosen instead" });
  const to = canvas.getContext("2d", { willReadFrequently: true }), digit = run.channels === 1 && run.width === 28 && run.height === 28;
  const ink = make("input", { type: "color", value: "#ffffff", "aria-label": "Colour of the ink" });
  let last = null;
  const clear = () => {
    to.fillStyle = "#000";
    to.fillRect(0, 0, side, side);
  };
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * side / box.width, (event.clientY - box.top) * side / box.height];
  };
  const stroke = event => {
    const now = at(event);
    to.strokeStyle = ink.value;
    to.lineWidth = side / 13;
    to.lineCap = to.lineJoin = "round";
    to.beginPath();
    to.moveTo(...last);
    to.lineTo(...now);
    to.stroke();
    last = now;
  };
  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    stroke(event);
  });
  canvas.addEventListener("pointermove", event => {
    if (!last) return;
    for (const one of event.getCoalescedEvents?.() ?? []) stroke(one);
    stroke(event);
  });
  const finish = async () => {
    if (!last) return;
    last = null;
    const file = await picture(to, digit);
    if (file) drawn(file);
  };
  canvas.addEventListener("pointerup", finish);
  canvas.addEventListener("pointercancel", finish);
  clear();
  return { canvas, tools: [button("Clear", () => { clear(); cleared(); }), run.channels === 3 ? ink : null] };
};

const picture = (to, digit) => {
  const drawing = to.getImageData(0, 0, side, side);
  if (!digit) return new Promise(done => to.canvas.toBlob(done));
  const grey = centred(drawing);
  if (!grey) return null;
  const canvas = make("canvas", { width: 28, height: 28 }), context = canvas.getContext("2d"), image = context.createImageData(28, 28);
  grey.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  context.putImageData(image, 0, 0);
  return new Promise(done => canvas.toBlob(done));
};

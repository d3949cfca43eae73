// Pointers and keys over a plane: the first button or finger drags the pad, the second pans, wheel and pinch zoom.
import { clamp } from "./dom.js";

// Pixels: how far a click may tremble, and how far from a point it still means the point.
const still = 5, reach = 9;

export const startPad = (plane, { chosen, hovered }) => {
  const { marks, view, exploration } = plane, pointers = new Map();
  let travelled = 0, dragging = false, panning = false;
  const at = event => {
    const box = marks.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pointAt = place => {
    const index = plane.find(place, reach);
    plane.hover(index);
    hovered(index, place);
  };
  const leave = () => {
    plane.hover(-1);
    hovered(-1);
  };

  marks.addEventListener("pointerdown", event => {
    marks.focus({ preventScroll: true });
    marks.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size > 1) {
      [dragging, panning, travelled] = [false, true, Infinity];
      return;
    }
    travelled = 0;
    panning = event.button !== 0 || event.shiftKey;
    dragging = !panning;
    marks.classList.toggle("panning", panning);
    if (event.pointerType === "mouse" || panning) return;
    hovered(-1);
  });

  marks.addEventListener("pointermove", event => {
    const now = at(event), before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") pointAt(now);
      return;
    }
    pointers.set(event.pointerId, now);
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(now[0] - other[0], now[1] - other[1]);
      if (was > 0) view.zoomAt([(now[0] + other[0]) / 2, (now[1] + other[1]) / 2], is / was);
      view.moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      plane.settle();
      return;
    }
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (panning) {
      view.moveBy(now[0] - before[0], now[1] - before[1]);
      plane.settle();
    } else if (dragging && travelled > still) {
      leave();
      exploration.placeAt(view.toPlane(now));
    }
  });

  const release = event => {
    if (!pointers.delete(event.pointerId)) return;
    marks.classList.remove("panning");
    // A finger that stays after a pinch does not drag the pad away.
    if (pointers.size > 0) return;
    if (event.type === "pointerup" && dragging && travelled <= still) {
      const place = at(event), index = plane.find(place, event.pointerType === "mouse" ? reach : 14);
      if (index >= 0) chosen(index);
      else exploration.placeAt(view.toPlane(place));
    }
    [dragging, panning] = [false, false];
  };
  marks.addEventListener("pointerup", release);
  marks.addEventListener("pointercancel", release);
  marks.addEventListener("pointerleave", leave);
  marks.addEventListener("contextmenu", event => event.preventDefault());
  marks.addEventListener("wheel", event => {
    event.preventDefault();
    const amount = -event.deltaY * (event.deltaMode === 1 ? 20 : 1);
    view.zoomAt(at(event), Math.exp(clamp(amount, -300, 300) / 400));
    plane.settle();
  }, { passive: false });

  marks.addEventListener("keydown", event => {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) {
      const [x, y] = exploration.place ?? view.centre, pixels = (event.shiftKey ? 60 : 12) / view.unit;
      const place = [x + moves[event.key][0] * pixels, y + moves[event.key][1] * pixels];
      view.reveal(place);
      plane.settle();
      exploration.placeAt(place);
    } else if (event.key === "+" || event.key === "=" || event.key === "-") {
      view.zoomAt(view.toScreen(exploration.place ?? view.centre), event.key === "-" ? 1 / 1.5 : 1.5);
      plane.settle();
    } else if (event.key === "0") {
      view.all();
      plane.settle();
    } else if (event.key === "Enter") {
      const index = plane.find(view.toScreen(exploration.place ?? view.centre), 1e9);
      if (index >= 0) chosen(index);
    } else return;
    event.preventDefault();
  });
};

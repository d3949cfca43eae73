// The picture of the point under the mouse.
import { clamp, make } from "./dom.js";

/** A card over a plane: show(index, at), with a negative index to hide it. */
export const hoverCard = (run, plane) => {
  const image = make("img.pixels", { alt: "" }), text = make("span"), card = make("div.card", { hidden: true }, image, text);
  plane.element.append(card);
  let shown = -1, waiting = 0;
  return (index, at) => {
    card.hidden = index < 0;
    if (index < 0) {
      clearTimeout(waiting);
      shown = -1;
      return;
    }
    if (index !== shown) {
      shown = index;
      const label = plane.labels[index];
      text.textContent = `${label === 255 ? "" : `${run.classes[label] ?? label} · `}No. ${index}`;
      clearTimeout(waiting);
      // A mouse that only crosses asks for nothing.
      waiting = setTimeout(() => { image.src = run.picture(index); }, 25);
    }
    const { width, height } = plane.view, w = card.offsetWidth, h = card.offsetHeight;
    const x = at[0] + 18 + w > width ? at[0] - w - 18 : at[0] + 18;
    card.style.transform = `translate(${clamp(x, 2, Math.max(2, width - w - 2))}px, ${clamp(at[1] - h / 2, 2, Math.max(2, height - h - 2))}px)`;
  };
};

"use strict";

/** Keeps the picture that of the place. A slow decoder works in slices between frames, and what it began it finishes, so that something is seen. */
function followPicture(canvas, model, decoder, place) {
  const slice = 10, { channels, height, width } = model, context = canvas.getContext("2d");
  let wanted = false, working = false, waiting = false;
  canvas.width = width;
  canvas.height = height;
  canvas.classList.toggle("coarse", channels === 1 && Math.max(width, height) < 48);
  const pixels = context.createImageData(width, height);

  const paint = bytes => {
    for (let p = 0; p < width * height; p++) {
      for (let c = 0; c < 3; c++) pixels.data[4 * p + c] = bytes[p * channels + (channels === 3 ? c : 0)];
      pixels.data[4 * p + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
  };
  const work = () => {
    waiting = false;
    if (!working) {
      wanted = false;
      decoder.begin(place.code, place.label);
    }
    working = !decoder.advance(performance.now() + slice);
    if (!working) paint(decoder.picture);
    if (working || wanted) ask();
  };
  const ask = () => {
    if (!waiting) requestAnimationFrame(work);
    waiting = true;
  };
  place.follow(() => {
    wanted = true;
    ask();
  });
}

// Going to the code of a test picture.
import { attempt } from "./dom.js";

/** Chooses the test picture of an index, and goes to its code under its label, unless the user has gone elsewhere before it came. */
export const choosing = exploration => index => attempt(async () => {
  const { run } = exploration, wanted = exploration.wish(), point = await run.point(index);
  if (!wanted()) return;
  exploration.choose(point);
  if (run.conditional && point.label !== null) exploration.label = point.label;
  exploration.moveTo(exploration.kept(point.mean));
});

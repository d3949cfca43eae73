// The weights of a run that trains move on, and all that is shown of them with it.
import { attempt } from "./dom.js";

// The server looks for a newer checkpoint once a second, so that it may hand out the one before for a moment.
const pause = 700, looks = 4;

/** Asks for the run again when it has another checkpoint, or while its test set is being read. */
export const freshen = (exploration, progress, signal) => {
  const { run } = exploration;
  let wanted = 0, timer = 0;
  const look = (mine, left) => attempt(async () => {
    const { checkpoint, test } = run, past = () => signal.aborted || mine !== wanted;
    let details;
    try {
      details = await run.details();
    } catch (failure) {
      if (past()) return;
      if (left === 0) throw failure;
      return later(mine, left - 1, pause);
    }
    if (past()) return;
    run.take(details);
    const changed = run.checkpoint !== checkpoint || run.test.loading !== test.loading;
    if (changed) exploration.refresh();
    if (run.test.loading) later(mine, looks, 4 * pause);
    else if (!changed && left > 0) later(mine, left - 1, pause);
  });
  const later = (mine, left, after) => { timer = setTimeout(() => look(mine, left), after); };
  const begin = () => {
    clearTimeout(timer);
    look(++wanted, looks);
  };
  progress.addEventListener("checkpoint", begin);
  signal.addEventListener("abort", () => clearTimeout(timer));
  if (run.test.loading) later(wanted, looks, 4 * pause);
};

// Which page is shown: the runs, one run, or two.
import { Run, listRuns } from "./api.js";
import { read } from "./address.js";
import { compare } from "./compare.js";
import { begun } from "./begun.js";
import { element, make } from "./dom.js";
import { explore } from "./explore.js";
import { runList } from "./runs.js";
import { startTheme } from "./theme.js";

let shown = new AbortController();

const blank = () => {
  shown.abort();
  shown = new AbortController();
  document.title = "Elbo explorer";
  element("title").textContent = "Explorer";
  element("facts").textContent = "";
  for (const name of ["share", "export", "badge"]) element(name).hidden = true;
  element("content").replaceChildren(make("p.wait", {}, "Loading …"));
  return shown.signal;
};

// Names may hold commas and percent signs: those of the page's own links are encoded once more.
const plain = text => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A run that is opened for the first time takes a moment. */
const waiting = names => { element("content").replaceChildren(make("p.wait", {}, `Opening ${names.join(" and ")}: the test set is being encoded …`)); };

/** A training that has no checkpoint yet has no pictures of any size. */
const isNew = run => run.state === "training" && run.width === 0;

const show = async () => {
  const told = read(), signal = blank();
  try {
    const runs = await listRuns(), known = id => runs.find(run => run.id === id);
    if (signal.aborted) return;
    const pair = (told.get("compare") ?? "").split(",").map(plain).filter(known);
    const one = told.has("run") ? told.get("run") : runs.length === 1 ? runs[0].id : null;
    if (pair.length === 2) {
      const early = pair.map(known).find(isNew);
      if (early) throw new Error(`${early.name} has only begun to train: compare it once its first checkpoint is there.`);
      waiting(pair);
      const loaded = await Promise.all(pair.map(id => new Run(id).load()));
      if (!signal.aborted) compare(loaded, runs, signal);
    } else if (one !== null) {
      if (!known(one)) throw new Error(`There is no run ${one} here: go back to the list of runs.`);
      if (known(one).damaged) throw new Error(known(one).damaged);
      if (isNew(known(one))) return begun(known(one), show, signal);
      waiting([known(one).name]);
      const run = await new Run(one).load();
      if (!signal.aborted) explore(run, told, signal);
    } else runList(runs);
  } catch (error) {
    if (!signal.aborted) element("content").replaceChildren(make("p.wait.problem", {}, error.message));
  }
  return undefined;
};

// The cookie has the token now: the address can be passed on without it.
if (location.search) history.replaceState(null, "", location.pathname + location.hash);
startTheme();
element("skip").addEventListener("click", event => {
  // The address holds the view and is not to be lost.
  event.preventDefault();
  element("content").focus();
});
element("home").addEventListener("click", event => {
  event.preventDefault();
  history.pushState(null, "", location.pathname);
  show();
});
addEventListener("hashchange", show);
addEventListener("popstate", () => { if (!location.hash) show(); });
show();

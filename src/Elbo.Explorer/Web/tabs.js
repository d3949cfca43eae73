// Panels of which one is shown. A panel is made when it is first opened.
import { make } from "./dom.js";

/** Tabs from [name, title, make the panel]; tells which one was opened. What goes on by itself in a panel ends by its <c>stop</c> when another is opened. */
export const tabs = (entries, first, opened) => {
  const list = make("div.tabs", { role: "tablist", "aria-label": "Tools" }), body = make("div.body"), made = new Map();
  const open = (name, focus) => {
    for (const one of list.children) {
      const mine = one.dataset.name === name;
      one.setAttribute("aria-selected", mine);
      one.tabIndex = mine ? 0 : -1;
      if (mine && focus) one.focus();
    }
    if (!made.has(name)) {
      const panel = make("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}` }, entries.find(([known]) => known === name)[2]());
      made.set(name, panel);
      body.append(panel);
    }
    for (const [known, panel] of made) {
      if (!panel.hidden && known !== name) panel.firstChild.stop?.();
      panel.hidden = known !== name;
    }
    opened(name);
  };
  for (const [name, title] of entries)
    list.append(make("button", { type: "button", role: "tab", id: `tab-${name}`, "data-name": name, onclick: () => open(name) }, title));
  list.addEventListener("keydown", event => {
    const names = entries.map(([name]) => name), now = names.indexOf(document.activeElement.dataset.name);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: names.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    open(names[(next + names.length) % names.length], true);
  });
  open(entries.some(([name]) => name === first) ? first : entries[0][0]);
  return { element: make("section.tools", { "aria-label": "Tools" }, list, body), open };
};

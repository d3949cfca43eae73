// Light and dark: the system's choice until the reader makes another.
import { element } from "./dom.js";

const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : system.matches;

/** The colours of the page as they are now. */
export const colours = () => {
  const css = getComputedStyle(root);
  return Object.fromEntries(["ground", "panel", "ink", "muted", "grid", "axis", "link", "warning", "dot"].map(name => [name, css.getPropertyValue(`--${name}`).trim()]));
};

const show = () => {
  element("theme").textContent = isDark() ? "Light" : "Dark";
  document.dispatchEvent(new Event("theme"));
};

export const startTheme = () => {
  try {
    const kept = localStorage.getItem("elbo-theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch { /* A browser that keeps nothing. */ }
  element("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("elbo-theme", root.dataset.theme); } catch { /* The same. */ }
    show();
  });
  system.addEventListener("change", show);
  show();
};

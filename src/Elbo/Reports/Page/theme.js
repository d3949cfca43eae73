"use strict";

const element = id => document.getElementById(id);

// Light and dark: the system's choice until the reader makes another.
function followTheme() {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)"), button = element("theme");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  const show = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    document.dispatchEvent(new Event("theme"));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
  });
  dark.addEventListener("change", show);
  show();
}

// Elements of the page.

export const element = id => document.getElementById(id);

/** Makes an element: its name with classes after dots, attributes (or listeners, as onclick), and children. */
export const make = (kind, attributes = {}, ...children) => {
  const [name, ...classes] = kind.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
};

export const button = (text, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, text);

let clearing = 0;

/** Tells the user one sentence at the foot of the page, and a screen reader with it. */
export const tell = (sentence, problem = false) => {
  const told = element("told");
  told.textContent = sentence;
  told.classList.toggle("problem", problem);
  clearTimeout(clearing);
  clearing = setTimeout(() => { told.textContent = ""; }, problem ? 10000 : 3000);
};

/** Does something that may fail, and tells why it did. */
export const attempt = async work => {
  try {
    return await work();
  } catch (error) {
    if (error.name !== "AbortError") tell(error.message, true);
    return undefined;
  }
};

export const number = (value, digits = 2) =>
  value === null || value === undefined || !Number.isFinite(value) ? "–" : value.toFixed(digits).replace("-", "−");

export const whole = value => Math.round(value).toLocaleString("en-US");

export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export const wantsNoMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Hands a file to the user. */
export const download = (blob, name) => {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};

/** Copies text; where the clipboard is closed to the page (no https, not this machine) through a field. */
export const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  tell(`${what} copied.`);
};

// A place for one picked picture: the code of what is shown now, or one from the prior.
import { attempt, button, make } from "./dom.js";
import { pack, unpack } from "./codes.js";
import { Picture } from "./picture.js";

/** Event: changed. The code is kept in the address under the slot's name. */
export class Slot extends EventTarget {
  code = null;
  #exploration;
  #name;
  #picture;
  // Count what the slot is to hold and to show, so that no older answer is taken for it.
  #wanted = 0;
  #drawn = 0;

  constructor(exploration, name, title) {
    super();
    this.#exploration = exploration;
    this.#name = name;
    const canvas = make("canvas", { role: "img", "aria-label": `${title}: none yet` });
    this.#picture = new Picture(canvas, exploration.run);
    this.title = title;
    this.element = make("div.slot", {}, make("b", {}, title), canvas,
      button("Take the picture shown", () => this.set(exploration.code), { "aria-label": `${title}: take the picture shown` }),
      button("Random", () => attempt(() => this.#random()), { "aria-label": `${title}: random` }));
    const kept = unpack(exploration.notes[name] ?? "", exploration.run.latent);
    if (kept) this.set(kept);
  }

  async #random() {
    const mine = ++this.#wanted, code = await this.#exploration.run.random();
    if (mine === this.#wanted) await this.set(code);
  }

  async set(code) {
    this.#wanted++;
    this.code = code.slice();
    this.#exploration.note(this.#name, pack(code));
    this.dispatchEvent(new Event("changed"));
    await this.draw();
  }

  /** Decodes again, as after another label has been chosen. */
  async draw() {
    if (!this.code) return;
    const mine = ++this.#drawn, { run, label } = this.#exploration, pictures = await attempt(() => run.decode([this.code], label));
    if (!pictures || mine !== this.#drawn) return;
    this.#picture.draw(pictures[0]);
    this.#picture.canvas.setAttribute("aria-label", `${this.title}: picked`);
  }
}

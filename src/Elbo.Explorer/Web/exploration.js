// Where the user is in one run's latent space: the code, its place on a plane, and the picture that follows.
import { Follower } from "./follower.js";
import { zeros } from "./codes.js";

/**
 * Events: code (the code has changed), picture (its bytes have come), place (the pad has moved), axes (another plane),
 * point (another test picture is chosen), posterior (a picture has been encoded), noted (something for the address).
 */
export class Exploration extends EventTarget {
  axes = "latents";
  place = null;
  picture = null;
  point = null;
  posterior = null;
  locked = new Set();
  notes = {};
  #arrived = false;
  #shownDirectly = 0;
  #follower = new Follower((wanted, newest) => wanted.at ? this.#follow(wanted, newest) : this.#decode(wanted));
  #projector = new Follower(code => this.#project(code));

  constructor(run) {
    super();
    this.run = run;
    this.code = zeros(run.latent);
    this.label = run.conditional ? 0 : null;
    this.x = run.order[0];
    this.y = run.order[1] ?? run.order[0];
  }

  /** Goes to a code; with its picture where that is known. */
  moveTo(code, picture = null) {
    this.code = code;
    this.#tell("code");
    if (picture) {
      // What was asked for before must not be drawn over it.
      this.#shownDirectly++;
      this.#follower.drop();
      this.#show(picture);
    } else this.#follower.want({ code });
    this.#findPlace();
  }

  /** Goes to a place of the plane. */
  placeAt(at) {
    this.place = at;
    if (this.axes === "latents") {
      this.code = this.code.slice();
      [this.code[this.x], this.code[this.y]] = at;
      this.#tell("code");
    }
    this.#tell("place");
    this.#follower.want({ at });
  }

  setAxes(axes, x = this.x, y = this.y) {
    [this.axes, this.x, this.y] = [axes, x, y];
    this.place = null;
    this.#arrived = false;
    this.#tell("axes");
    if (axes === "latents") this.#findPlace();
  }

  /** The plane is there, so that places on it can be asked for. */
  arrive() {
    this.#arrived = true;
    this.#findPlace();
  }

  get arrived() { return this.#arrived; }

  setLabel(label) {
    this.label = label;
    this.#tell("code");
    this.#follower.want({ code: this.code });
  }

  choose(point) {
    this.point = point;
    this.#tell("point");
  }

  showPosterior(posterior) {
    this.posterior = posterior;
    this.#tell("posterior");
  }

  note(name, value) {
    if (value === null) delete this.notes[name];
    else this.notes[name] = value;
    this.#tell("noted");
  }

  /** A code that keeps the components the user has locked. */
  kept(code) { return this.locked.size === 0 ? code : code.map((value, i) => this.locked.has(i) ? this.code[i] : value); }

  async places(codes) {
    return this.axes === "latents" ? codes.map(code => [code[this.x], code[this.y]]) : this.run.project(this.axes, this.x, this.y, codes);
  }

  async #follow({ at }, newest) {
    const before = this.#shownDirectly, found = await this.run.place(this.axes, this.x, this.y, at, this.code, this.label);
    if (before !== this.#shownDirectly) return;
    if (this.axes !== "latents") {
      const code = this.kept(found.code);
      if (code !== found.code && newest()) [found.picture] = await this.run.decode([code], this.label);
      this.code = code;
      this.#tell("code");
    }
    this.#show(found.picture);
  }

  async #decode({ code }) {
    const before = this.#shownDirectly, [picture] = await this.run.decode([code], this.label);
    if (before === this.#shownDirectly) this.#show(picture);
  }

  #findPlace() {
    if (this.axes === "latents") {
      this.place = [this.code[this.x], this.code[this.y]];
      this.#tell("place");
    } else if (this.#arrived) this.#projector.want(this.code);
  }

  async #project(code) {
    const axes = this.axes, [place] = await this.places([code]);
    if (axes !== this.axes) return;
    this.place = place;
    this.#tell("place");
  }

  #show(picture) {
    this.picture = picture;
    this.#tell("picture");
  }

  #tell(name) { this.dispatchEvent(new Event(name)); }
}

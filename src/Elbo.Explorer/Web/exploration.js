// Where the user is in one run's latent space: the code, its place on a plane, and the picture that follows.
import { Follower } from "./follower.js";
import { zeros } from "./codes.js";

/**
 * Events: code (the code has changed), picture (its bytes have come), place (the pad has moved), axes (another plane),
 * point (another test picture is chosen), posterior (a picture has been encoded), noted (something for the address),
 * model (the run has other weights, or its test set is there), lost (the plane that places were asked of is no longer the server's),
 * locked (other latents are locked), wish (the user wants to go somewhere that has to be asked for first).
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
  // What an answer under way finds changed when it comes is why it is dropped.
  #moved = 0;
  #placed = 0;
  #shown = 0;
  #wishes = 0;
  // The place whose code has not come yet.
  #sought = null;
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
    this.#moved++;
    this.#wishes++;
    this.#sought = null;
    this.code = code;
    this.#tell("code");
    if (picture) {
      // What was asked for before must not be drawn over it.
      this.#shown++;
      this.#follower.drop();
      this.#show(picture);
    } else this.#follower.want({ code });
    this.#findPlace();
  }

  /** Goes to a place of the plane, as far as locked latents let it. */
  placeAt(at) {
    // Places of other planes mean nothing before the plane is there.
    if (this.axes !== "latents" && !this.#arrived) return;
    this.#placed++;
    this.#wishes++;
    if (this.axes === "latents") {
      const code = this.code.slice();
      [code[this.x], code[this.y]] = at;
      this.code = this.kept(code);
      at = [this.code[this.x], this.code[this.y]];
      this.#tell("code");
    } else this.#sought = at;
    this.place = at;
    this.#tell("place");
    this.#follower.want({ at });
  }

  setAxes(axes, x = this.x, y = this.y) {
    this.#moved++;
    this.#placed++;
    this.#wishes++;
    this.#sought = null;
    [this.axes, this.x, this.y] = [axes, x, y];
    this.place = null;
    this.#arrived = false;
    this.#tell("axes");
    if (axes === "latents") this.#findPlace();
    this.#follower.want({ code: this.code });
  }

  /** Shows the same code by the weights that the run has now. */
  refresh() {
    this.#moved++;
    this.#placed++;
    this.#shown++;
    this.#sought = null;
    this.#arrived = false;
    this.#tell("model");
    this.#follower.want({ code: this.code });
  }

  /** The user wants to go where only an answer will tell; whether that is still so when it has come. */
  wish() {
    const mine = ++this.#wishes;
    this.#tell("wish");
    return () => mine === this.#wishes;
  }

  /** The plane is there, so that places on it can be asked for. */
  arrive() {
    this.#arrived = true;
    this.#findPlace();
  }

  get arrived() { return this.#arrived; }

  setLabel(label) {
    this.#moved++;
    this.#shown++;
    this.#wishes++;
    this.label = label;
    this.#tell("code");
    this.#follower.want(this.#sought ? { at: this.#sought } : { code: this.code });
  }

  choose(point) {
    this.point = point;
    this.#tell("point");
  }

  showPosterior(posterior) {
    this.posterior = posterior;
    this.#tell("posterior");
  }

  /** After a latent has been locked or freed. */
  lockChanged() { this.#tell("locked"); }

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
    const moved = this.#moved, past = () => moved !== this.#moved;
    const found = await this.#onPlane(() => this.run.place(this.axes, this.x, this.y, at, this.code, this.label));
    if (!found || past()) return;
    if (this.axes !== "latents") {
      const code = this.kept(found.code);
      if (code !== found.code && newest()) [found.picture] = await this.run.decode([code], this.label);
      if (past()) return;
      if (this.#sought === at) this.#sought = null;
      this.code = code;
      this.#tell("code");
    }
    this.#show(found.picture);
  }

  async #decode({ code }) {
    const before = this.#shown, [picture] = await this.run.decode([code], this.label);
    if (before === this.#shown) this.#show(picture);
  }

  // Newer weights have another plane, which is not there at once: it has to be asked for again.
  async #onPlane(ask) {
    const { axes } = this;
    try {
      return await ask();
    } catch (error) {
      if (error.status !== 409 || axes === "latents") throw error;
      if (axes === this.axes && this.#arrived) {
        this.#arrived = false;
        this.#tell("lost");
      }
      return null;
    }
  }

  #findPlace() {
    if (this.axes === "latents") {
      this.place = [this.code[this.x], this.code[this.y]];
      this.#tell("place");
    } else if (this.#arrived) this.#projector.want(this.code);
  }

  async #project(code) {
    const before = this.#placed, places = await this.#onPlane(() => this.places([code]));
    if (!places || before !== this.#placed) return;
    [this.place] = places;
    this.#tell("place");
  }

  #show(picture) {
    this.picture = picture;
    this.#tell("picture");
  }

  #tell(name) { this.dispatchEvent(new Event(name)); }
}

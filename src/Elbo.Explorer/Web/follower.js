// One request in flight; of those wanted meanwhile only the newest is made.
import { tell } from "./dom.js";

export class Follower {
  #work;
  #next;
  #busy = false;

  constructor(work) { this.#work = work; }

  want(wanted) {
    this.#next = wanted;
    if (!this.#busy) this.#run();
  }

  /** Forgets what is wanted; what is in flight finds out by its own means. */
  drop() { this.#next = undefined; }

  async #run() {
    this.#busy = true;
    while (this.#next !== undefined) {
      const wanted = this.#next;
      this.#next = undefined;
      try {
        await this.#work(wanted, () => this.#next === undefined);
      } catch (error) {
        tell(error.message, true);
      }
    }
    this.#busy = false;
  }
}

// Finds the nearest of many points: they are sorted into the cells of a grid.

export class Near {
  #places;
  #side;
  #low;
  #cell;
  #starts;
  #sorted;

  constructor(places) {
    const count = places.length / 2, usable = i => Number.isFinite(places[2 * i]) && Number.isFinite(places[2 * i + 1]);
    let [lowX, lowY, highX, highY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      if (!usable(i)) continue;
      lowX = Math.min(lowX, places[2 * i]); highX = Math.max(highX, places[2 * i]);
      lowY = Math.min(lowY, places[2 * i + 1]); highY = Math.max(highY, places[2 * i + 1]);
    }
    this.#places = places;
    this.#side = Math.max(1, Math.ceil(Math.sqrt(count / 4)));
    this.#low = [lowX, lowY];
    this.#cell = Math.max(highX - lowX, highY - lowY, 1e-9) / this.#side;
    // A counting sort by cell.
    const cells = new Int32Array(count).fill(-1), starts = this.#starts = new Int32Array(this.#side * this.#side + 1);
    for (let i = 0; i < count; i++) {
      if (!usable(i)) continue;
      cells[i] = this.#index(this.#column(places[2 * i], 0), this.#column(places[2 * i + 1], 1));
      starts[cells[i] + 1]++;
    }
    for (let c = 1; c < starts.length; c++) starts[c] += starts[c - 1];
    const next = starts.slice(), sorted = this.#sorted = new Int32Array(starts.at(-1));
    for (let i = 0; i < count; i++) if (cells[i] >= 0) sorted[next[cells[i]]++] = i;
  }

  /** The nearest point within a distance that a test lets through; −1 where there is none. */
  find([x, y], reach, shown) {
    const [firstColumn, lastColumn] = [this.#column(x - reach, 0), this.#column(x + reach, 0)];
    const [firstRow, lastRow] = [this.#column(y - reach, 1), this.#column(y + reach, 1)];
    let best = -1, nearest = reach * reach;
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = this.#index(column, row);
        for (let k = this.#starts[cell]; k < this.#starts[cell + 1]; k++) {
          const i = this.#sorted[k], distance = (this.#places[2 * i] - x) ** 2 + (this.#places[2 * i + 1] - y) ** 2;
          if (distance <= nearest && shown(i)) [best, nearest] = [i, distance];
        }
      }
    }
    return best;
  }

  #column(value, axis) { return Math.min(this.#side - 1, Math.max(0, Math.floor((value - this.#low[axis]) / this.#cell))); }

  #index(column, row) { return row * this.#side + column; }
}

"use strict";

// A plane through the latent space, along two latents or two principal components.

/** The page's test codes: coordinates of all of them along an axis, or null where the page has none. */
function readScatter(model) {
  const { scatter } = model;
  if (!scatter) return { count: 0, along: () => null, labels: null };
  const bytes = bytesOf(scatter.codes), { count, columns } = scatter, known = new Map();
  const along = axis => {
    const column = columns.findIndex(each => each.axis === axis);
    if (column < 0) return null;
    if (!known.has(axis)) {
      const { low, high } = columns[column];
      known.set(axis, Float32Array.from(bytes.subarray(column * count, (column + 1) * count), byte => low + byte / 255 * (high - low)));
    }
    return known.get(axis);
  };
  return { count, along, labels: scatter.names ? bytes.subarray(columns.length * count) : null };
}

/** An axis: its title, the coordinate of a code along it, and how a code moves along it. */
function latentAxis(index) {
  return { title: `latent ${index}`, of: code => code[index], move: (code, by) => { code[index] += by; } };
}

function componentAxis(plane, k, latent) {
  const direction = plane.directions.slice(k * latent, (k + 1) * latent);
  return {
    title: `component ${k + 1}`,
    of: code => code.reduce((sum, value, d) => sum + (value - plane.mean[d]) * direction[d], 0),
    move: (code, by) => { for (let d = 0; d < latent; d++) code[d] += by * direction[d]; },
  };
}

/** The square that the pad shows: the codes, or else most of the prior. */
function extentOf(xs, ys) {
  const ends = values => values?.length ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] : [-3, 3];
  const [left, right] = ends(xs), [bottom, top] = ends(ys);
  return { x: (left + right) / 2, y: (bottom + top) / 2, half: Math.max(1, right - left, top - bottom) / 2 * 1.08 };
}

// What follows a layer's sums: a factor and a summand for each channel, then the nonlinearity.
"use strict";

const activations = {
  linear: x => x,
  relu: x => x < 0 ? 0 : x,
  leakyRelu: x => x < 0 ? 0.2 * x : x,
  elu: x => x > 0 ? x : Math.expm1(x),
  tanh: Math.tanh,
  sigmoid: x => 1 / (1 + Math.exp(-x)),
  softplus: x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  exp: Math.exp,
};

/** Values of the channels from first to last, area values to a channel: y = f(scale · y + shift). */
function finish(y, area, first, last, layer) {
  const { scale, shift, function: f } = layer;
  for (let c = first; c < last; c++) {
    const a = scale ? scale[c] : 1, b = shift[c];
    for (let i = c * area, end = i + area; i < end; i++) y[i] = f(a * y[i] + b);
  }
}

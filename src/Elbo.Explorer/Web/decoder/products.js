// The products that every weighted layer is made of.
"use strict";

/**
 * y[p · all + o] = Σ x[p · n + i] · w[start + o · n + i] for rows p < rows and outputs first ≤ o < last.
 * Four outputs of two rows at a time, so that each number is read once for several products.
 */
function multiply(x, rows, n, w, start, all, first, last, y) {
  let o = first;
  for (; o + 4 <= last; o += 4) {
    const a = start + o * n, b = a + n, c = b + n, d = c + n;
    let p = 0;
    for (; p + 2 <= rows; p += 2) {
      const s = p * n, t = s + n;
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
      for (let i = 0; i < n; i++) {
        const u = x[s + i], v = x[t + i], wa = w[a + i], wb = w[b + i], wc = w[c + i], wd = w[d + i];
        s0 += u * wa; s1 += u * wb; s2 += u * wc; s3 += u * wd;
        t0 += v * wa; t1 += v * wb; t2 += v * wc; t3 += v * wd;
      }
      const k = p * all + o, l = k + all;
      y[k] = s0; y[k + 1] = s1; y[k + 2] = s2; y[k + 3] = s3;
      y[l] = t0; y[l + 1] = t1; y[l + 2] = t2; y[l + 3] = t3;
    }
    for (; p < rows; p++) {
      const s = p * n;
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (let i = 0; i < n; i++) {
        const u = x[s + i];
        s0 += u * w[a + i]; s1 += u * w[b + i]; s2 += u * w[c + i]; s3 += u * w[d + i];
      }
      const k = p * all + o;
      y[k] = s0; y[k + 1] = s1; y[k + 2] = s2; y[k + 3] = s3;
    }
  }
  for (; o < last; o++) {
    const a = start + o * n;
    for (let p = 0; p < rows; p++) {
      let sum = 0;
      for (let i = 0, s = p * n; i < n; i++) sum += x[s + i] * w[a + i];
      y[p * all + o] = sum;
    }
  }
}

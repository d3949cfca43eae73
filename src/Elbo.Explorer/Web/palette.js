// Ten colours that people with any common colour vision tell apart: M. A. Petroff, arXiv:2107.02270.

const hex = ["#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd"];

export const unlabelled = 255;

export const colourOf = label => label === unlabelled ? hex[0] : hex[label % hex.length];

/** Red, green and blue bytes of a label's colour. */
export const bytesOf = label => {
  const value = parseInt(colourOf(label).slice(1), 16);
  return [value >> 16, value >> 8 & 255, value & 255];
};

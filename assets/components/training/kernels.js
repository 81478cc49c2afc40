// Classic kernels a filter can be set to, by the cells a side they need: names of the gallery.
const KERNELS = [
  ["Sobel x", 3], ["Sobel y", 3], ["Prewitt x", 3], ["Prewitt y", 3], ["Scharr x", 3],
  ["Scharr y", 3], ["Roberts falling", 2], ["Roberts rising", 2], ["Laplacian", 3],
  ["Laplacian of Gaussian", 5], ["Edge detection", 3], ["Edge detection cross", 3],
  ["Edge detection corners", 3], ["Line horizontal", 3], ["Line vertical", 3],
  ["Line falling", 3], ["Line rising", 3], ["Sharpen", 3], ["Unsharp mask", 5], ["Emboss", 3],
  ["Box blur 3x3", 3], ["Box blur 5x5", 5], ["Gaussian blur 3x3", 3], ["Gaussian blur 5x5", 5],
  ["Gabor", 7], ["Identity", 3],
];

/** The names of those that fit a filter of so many rows and columns. */
export const kernelsThatFit = (rows, cols) =>
  KERNELS.filter(([, side]) => side <= Math.min(rows, cols)).map(([name]) => name);

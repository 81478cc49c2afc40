// Classic kernels a filter can be set to, where the page names none: names of the gallery.
export const KERNELS = [
  "Sobel x", "Sobel y", "Prewitt x", "Prewitt y", "Scharr x", "Scharr y", "Laplacian",
  "Edge detection", "Edge detection cross", "Line horizontal", "Line vertical", "Line falling",
  "Line rising", "Sharpen", "Emboss", "Box blur 3x3", "Gaussian blur 3x3", "Identity",
];

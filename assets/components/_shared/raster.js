/** @import { Packed } from "./message.js" */
// Red, green and blue bytes as Python packed them, put on a canvas pixel by pixel.
import { context2d } from "./dom.js";

/**
 * A canvas of as many pixels as the picture (H, W, 3) has; `at` is its place in a stack.
 *
 * @param {Packed<Uint8Array>} picture
 */
export function drawRaster({ values, shape }, at = 0, canvas = document.createElement("canvas")) {
  const [height, width] = shape.slice(-3);
  const from = at * height * width * 3;
  const image = new ImageData(width, height);
  for (let i = 0; i < height * width; i += 1) {
    for (let part = 0; part < 3; part += 1) image.data[4 * i + part] = values[from + 3 * i + part];
    image.data[4 * i + 3] = 255;
  }
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context2d(canvas).putImageData(image, 0, 0);
  return canvas;
}

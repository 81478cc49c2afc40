// From numbers to colours, quickly: every value looks its colour up in a table.
import { context2d } from "./dom.js";
import { signedColor } from "./palette.js";

/** @import { Packed } from "./message.js" */
/** @import { Color, Theme } from "./palette.js" */

const HALF = 255; // entries on either side of zero
const OPAQUE = 0xff000000;

/** @type {(color: Color) => number} */
const packed = ([red, green, blue]) =>
  (OPAQUE | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;

/**
 * Colours from -1 (red) over 0 (neutral) to 1 (violet), as 511 words of red, green, blue.
 *
 * @param {Pick<Theme, "surface" | "negative" | "positive">} theme
 */
export const signedTable = (theme) =>
  Uint32Array.from({ length: 2 * HALF + 1 }, (_, i) => packed(signedColor(theme, i - HALF, HALF)));

const GREYS = Uint32Array.from({ length: 256 }, (_, i) => packed([i, i, i]));

/**
 * Signed values as colours; zero, and what is no number, is neutral.
 *
 * @param {ArrayLike<number>} values
 * @param {number} limit
 * @param {Uint32Array} table
 */
export function signedPixels(values, limit, table) {
  const pixels = new Uint32Array(values.length);
  const factor = limit > 0 ? HALF / limit : 0;
  for (let i = 0; i < values.length; i += 1) {
    const place = Math.min(Math.max(values[i] * factor, -HALF), HALF);
    pixels[i] = table[HALF + (Number.isNaN(place) ? 0 : Math.round(place))];
  }
  return pixels;
}

/**
 * A picture (C, H, W) of 0..1 as colours: red, green, blue for three channels, else grey.
 *
 * @param {ArrayLike<number>} values
 * @param {number[]} shape
 */
export function picturePixels(values, [channels, height, width], from = 0) {
  const count = height * width;
  const pixels = new Uint32Array(count);
  const level = (/** @type {number} */ i) =>
    Math.min(Math.max(Math.round(values[i] * 255), 0), 255);
  for (let i = 0; i < count; i += 1) {
    const at = from + i;
    pixels[i] = channels === 3
      ? packed([level(at), level(at + count), level(at + 2 * count)]) : GREYS[level(at)];
  }
  return pixels;
}

/**
 * Put colours on a canvas of as many pixels; the page magnifies it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Uint32Array<ArrayBuffer>} pixels
 * @param {number} width
 * @param {number} height
 */
export function putPixels(canvas, pixels, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const bytes = new Uint8ClampedArray(pixels.buffer);
  context2d(canvas).putImageData(new ImageData(bytes, width, height), 0, 0);
}

/**
 * Draw one picture out of an array (C, H, W) or (M, C, H, W).
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Packed} pictures
 */
export function drawPicture(canvas, { values, shape }, index = 0) {
  const [channels, height, width] = shape.slice(-3);
  const from = index * channels * height * width;
  putPixels(canvas, picturePixels(values, [channels, height, width], from), width, height);
}

// From numbers to colours, quickly: every value looks its colour up in a table.
import { signedColor } from "../_shared/palette.js";

const HALF = 255; // entries on either side of zero
const OPAQUE = 0xff000000;
const packed = ([red, green, blue]) =>
  (OPAQUE | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;

/** Colours from -1 (red) over 0 (neutral) to 1 (violet), as 511 words of red, green, blue. */
export const signedTable = (theme) =>
  Uint32Array.from({ length: 2 * HALF + 1 }, (_, i) => packed(signedColor(theme, i - HALF, HALF)));

const GREYS = Uint32Array.from({ length: 256 }, (_, i) => packed([i, i, i]));

/** The largest size of a number among the values; what is no number does not count. */
export function limitOf(values) {
  let limit = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i]);
    if (size > limit && size !== Infinity) limit = size;
  }
  return limit;
}

/** Signed values as colours; zero, and what is no number, is neutral. */
export function signedPixels(values, limit, table) {
  const pixels = new Uint32Array(values.length);
  const factor = limit > 0 ? HALF / limit : 0;
  for (let i = 0; i < values.length; i += 1) {
    const place = Math.min(Math.max(values[i] * factor, -HALF), HALF);
    pixels[i] = table[HALF + (place === place ? Math.round(place) : 0)];
  }
  return pixels;
}

/** A picture (C, H, W) of 0..1 as colours: red, green, blue for three channels, else grey. */
export function picturePixels(values, [channels, height, width], from = 0) {
  const count = height * width;
  const pixels = new Uint32Array(count);
  const level = (i) => Math.min(Math.max(Math.round(values[i] * 255), 0), 255);
  for (let i = 0; i < count; i += 1) {
    const at = from + i;
    pixels[i] = channels === 3
      ? packed([level(at), level(at + count), level(at + 2 * count)]) : GREYS[level(at)];
  }
  return pixels;
}

/** Put colours on a canvas of as many pixels; the page magnifies it. */
export function show(canvas, pixels, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const bytes = new Uint8ClampedArray(pixels.buffer);
  canvas.getContext("2d").putImageData(new ImageData(bytes, width, height), 0, 0);
}

/** One picture out of an array (C, H, W) or (M, C, H, W). */
export function showPicture(canvas, { values, shape }, index = 0) {
  const [channels, height, width] = shape.slice(-3);
  const from = index * channels * height * width;
  show(canvas, picturePixels(values, [channels, height, width], from), width, height);
}

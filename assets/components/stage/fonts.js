// How large digits are in a cell, and when there are none. Pure arithmetic.
import { NO_ROOM, fit } from "../_shared/format.js";

const SMALLEST_CELL = 20; // below this no digits in a cell
const SMALLEST_FONT = 8;
const LARGEST_FONT = 20;
const WIDE = 0.61; // width of a digit over its height, in the code font
const SHORTENED = [5, 4]; // longer numbers are shortened, or written smaller than the others
const LONGEST = 6; // a layout makes room for texts of so many characters
const AIRY = 0.92; // share of a cell's width that digits fill, unless they get too small
const NOISE = 1e-9;

/**
 * The size at which `chars` characters fill a width, with some air if they stay readable.
 *
 * @type {(width: number, chars: number) => number}
 */
function filling(width, chars) {
  const size = width / (WIDE * chars);
  return Math.min(size, Math.max(SMALLEST_FONT, size * AIRY));
}

/**
 * The font size for texts of `chars` characters in a cell; 0 where it could not be read.
 *
 * @type {(cell: number, chars: number) => number}
 */
export function fontFor(cell, chars) {
  if (cell < SMALLEST_CELL) return 0;
  const sizes = SHORTENED.map((most) => filling(cell - 4, Math.min(chars, most)));
  const size = sizes.find((one) => one >= SMALLEST_FONT) ?? 0;
  return Math.min(Math.max(cell * 0.42, SMALLEST_FONT), LARGEST_FONT, size);
}

/** How many digits of that size fit side by side. @type {(side: number, size: number) => number} */
const roomFor = (side, size) => Math.max(1, Math.floor((side - 2) / (size * WIDE) + NOISE));

/**
 * A number's {text, size} in a square: at the plane's font size, or smaller where it must.
 *
 * @type {(value: number, side: number, size: number) => { text: string, size: number }}
 */
export function lettering(value, side, size) {
  const text = fit(value, roomFor(side, size));
  if (text !== NO_ROOM) return { text, size };
  const small = fit(value, roomFor(side, SMALLEST_FONT));
  return { text: small, size: Math.min(size, filling(side - 2, small.length)) };
}

/**
 * The smallest cell in which texts of `chars` characters can be read.
 *
 * @type {(chars: number) => number}
 */
export function readableCell(chars) {
  const needed = WIDE * Math.min(chars, LONGEST) * SMALLEST_FONT + 4;
  return Math.max(SMALLEST_CELL, Math.ceil(needed));
}

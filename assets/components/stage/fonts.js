// How large digits are in a cell, and when there are none. Pure arithmetic.
const SMALLEST_CELL = 20; // below this no digits in a cell
const SMALLEST_FONT = 9;
const LARGEST_FONT = 20;
const WIDE = 0.61; // width of a digit over its height, in the code font
const SHORTENED = [5, 4]; // longer numbers are cut to so many characters

/** The font size for texts of `chars` characters in a cell; 0 where it could not be read. */
export function fontFor(cell, chars) {
  if (cell < SMALLEST_CELL) return 0;
  const sizes = SHORTENED.map((most) => (cell - 4) / (WIDE * Math.min(chars, most)));
  const size = sizes.find((one) => one >= SMALLEST_FONT) ?? 0;
  return Math.min(Math.max(cell * 0.42, SMALLEST_FONT), LARGEST_FONT, size);
}

/** How many digits of that size fit side by side. */
export const roomFor = (side, size) => Math.max(1, Math.floor((side - 2) / (size * WIDE)));

/** The smallest cell in which texts of `chars` characters can be read. */
export function readableCell(chars) {
  let cell = SMALLEST_CELL;
  while (fontFor(cell, chars) === 0) cell += 1;
  return cell;
}

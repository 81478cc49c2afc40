// Where everything stands, from numbers alone: no page.
const GAP = 16; // between two cards, and between the whole picture and the cards
const APART = 10; // between a plane and its numbers
const WIDE = 960; // from this width on, the whole picture stands beside its planes
const PAIR = 656; // from this width on, two cards stand side by side
const BESIDE = 520; // from this width on, the numbers of a pixel stand beside the whole picture
const LEAST = 20; // three digits can be read in a cell of this size
const MOST = 46;
const SLIM = 240; // no card is slimmer, however few its columns
const TALL = 340; // no picture is taller on screen

/** @import { Size } from "../_shared/picture_size.js" */
/** @typedef {{ stacked: boolean, cell: number, plane: Size }} Card */
/** @typedef {{ wide: boolean, split: boolean, columns: number, card: number }} Columns */
/** @typedef {Card & Columns & { whole: Size }} Layout */

/** @type {(value: number, low: number, high: number) => number} */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * Sizes on screen for numbers in `cols` columns, in the place of the planes where `all` are.
 *
 * @type {(width: number, numbers: { cols: number, all: boolean }) => Layout}
 */
export function layoutOf(width, { cols, all }) {
  const wide = width >= WIDE;
  const side = wide ? clamp(Math.round(width * 0.3), 280, 460) : width;
  const room = wide ? width - side - GAP : width;
  const columns = room >= PAIR ? 2 : 1;
  const card = Math.floor((room - GAP * (columns - 1)) / columns);
  const split = !wide && width >= BESIDE;
  const cells = cardOf(card, cols, all);
  const picture = split ? Math.floor((width - GAP) / 2) : side;
  return {
    wide, split, columns, card: all ? clamp(cells.cell * cols, Math.min(SLIM, card), card) : card,
    whole: { width: picture, height: Math.min(TALL, Math.round(picture * 0.85)) },
    ...cells,
  };
}

/**
 * A card: the plane beside its numbers, or over them where those would be too small to read.
 *
 * @type {(card: number, cols: number, all: boolean) => Card}
 */
function cardOf(card, cols, all) {
  const plane = all ? 0 : clamp(Math.round(card * 0.37), 100, 200);
  const beside = Math.floor((card - plane - APART) / cols);
  const stacked = all || beside < LEAST;
  const cell = Math.min(stacked ? Math.floor(card / cols) : beside, MOST);
  return { stacked, cell, plane: { width: plane, height: Math.round(plane * 0.85) } };
}

/**
 * The font size of texts of up to `chars` characters in a cell.
 *
 * @type {(cell: number, chars: number) => number}
 */
export const fontOf = (cell, chars) =>
  Math.round(10 * clamp((cell - 3) / (chars * 0.64), 7, cell * 0.44)) / 10;

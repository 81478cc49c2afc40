// How large the maps, kernels and results of one unit are shown: numbers only.
/** @import { Sides, Size } from "./shapes.js" */
/** @typedef {{ columns: number, map: number, result: number, stacked: boolean }} Unfolded */
const SIGNS = 64; // px of the × and the = in a row
const CAPTION = 22;
const MAP = { least: 56, dense: 48, most: 220 };
const NAME = 60; // px of a name over a map
const RESULT = { least: 84, most: 190, words: 128 };
const NUMBERS = 5; // kernels of more columns are pictures
const APART = 18;
const MOST = 4; // columns
const NARROW = 480;
const SMALLEST = 34;
const ALONE = 340;
const SHRUNK = 0.4; // a result this much smaller than its source may stand at another scale

/** Whether a kernel's weights are written out. @param {Sides} kernel */
export const isWritten = ([rows, cols]) => rows <= NUMBERS && cols <= NUMBERS;

/**
 * A unit with `count` channels in a room: {columns, map, result, stacked}.
 *
 * `kernel` is [rows, columns], `cell` the width of a number in it; a dense unit gives a number.
 * Columns are as many as make the maps largest; where even small ones do not fit in the height
 * the list is scrolled.
 *
 * @param {Size} room
 * @param {number} count
 * @param {Sides} kernel
 * @param {number} cell
 * @returns {Unfolded}
 */
export function unfoldedIn({ width, height }, count, kernel, cell, isDense = false) {
  const stacked = width < NARROW;
  const result = isDense ? RESULT.least : resultIn({ width, height }, stacked);
  const room = stacked ? width - 12 : width - Math.max(result, RESULT.words) - 56;
  const least = isDense && isWritten(kernel) ? MAP.dense : MAP.least;
  const across = isWritten(kernel) ? kernel[1] * cell + 8 : 0;
  /** @type {{ columns: number, map: number, rows: number, isHidden: boolean } | null} */
  let best = null;
  for (let columns = 1; columns <= Math.min(count, MOST); columns += 1) {
    const own = (room - APART * (columns - 1)) / columns - SIGNS;
    const wide = across ? (own - across) / 2 : own / 3;
    const rows = Math.ceil(count / columns);
    const high = height / rows - CAPTION - 10;
    const map = Math.floor(Math.min(wide, Math.max(high, least), MAP.most));
    const isHidden = rows * (map + CAPTION + 10) > height;
    const isLarger = best && map > best.map + 4;
    const isShorter = best?.isHidden && rows < best.rows && wide >= NAME;
    if (!best || isLarger || isShorter) best = { columns, map, rows, isHidden };
  }
  const { columns, map } = best ?? { columns: 1, map: SMALLEST };
  return { columns, map: Math.max(map, SMALLEST), result, stacked };
}

/**
 * A map made of others without kernels: before and after at one scale, as large as fits.
 *
 * `results` says how many stand one over the other: the map, and what follows it.
 *
 * @param {Size} room
 * @param {number} count
 * @param {Sides} sides
 * @param {Sides} out
 * @returns {Unfolded}
 */
export function besideIn({ width, height }, count, sides, out, results = 1) {
  const stacked = width < NARROW;
  const longest = Math.max(...sides);
  const share = Math.max(...out) / longest;
  const wide = (width - (stacked ? 20 : 140)) / (1 + share);
  const high = (height - CAPTION * count) / count - 8;
  const below = (height / results - 2 * CAPTION - 16) / Math.max(share, SHRUNK);
  const map = Math.floor(Math.max(Math.min(wide, high, below, ALONE), MAP.least));
  const result = Math.round(Math.max(map * share, RESULT.least));
  return { columns: 1, map, result, stacked };
}

/**
 * The sum and what follows stand one over the other where the room is high enough.
 *
 * @type {(room: Size, stacked: boolean) => number}
 */
function resultIn({ width, height }, stacked) {
  const most = stacked ? (width - 60) / 2 : (height - 3 * CAPTION - 84) / 2;
  return Math.floor(Math.min(Math.max(most, RESULT.least), RESULT.most));
}

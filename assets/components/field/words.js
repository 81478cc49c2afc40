// What is said beside the pictures; every number comes from Python.
import { count } from "../_shared/format.js";
/** @import { Place } from "../_shared/place.js" */
/** @import { Stretches } from "./places.js" */
/** @typedef {{ rows: Stretches, cols: Stretches, isCut: boolean }} Seen */
/** @typedef {Seen & { unit: Place, sees: [number, number], pixels: number }} Known */

/** @type {(size: [number, number]) => string} */
const times = ([rows, cols]) => `${rows} × ${cols}`;

/**
 * "rows 3–7", counted from 1; "row 3" for one, "no rows" where only padding is read.
 *
 * @type {(name: string, stretches: Stretches) => string}
 */
export function rangeOf(name, stretches) {
  if (!stretches.length) return `no ${name}s`;
  const [first, last] = [stretches[0][0] + 1, stretches[stretches.length - 1][1] + 1];
  return first === last ? `${name} ${first}` : `${name}s ${first}–${last}`;
}

/** @type {(rows: Stretches, cols: Stretches, between: string) => string} */
export const rangesOf = (rows, cols, between) =>
  `${rangeOf("row", rows)}${between}${rangeOf("column", cols)}`;

/** Whether cells are missing between the first and the last. @param {Stretches} stretches */
export const hasHoles = (stretches) => stretches.length > 1;

/** Where the unit lies and what it sees. @param {Known} known */
export function sentenceOf({ unit, sees, rows, cols, pixels, isCut }) {
  const who = `The unit in row ${unit.row + 1}, column ${unit.col + 1} of the last map`;
  if (!pixels) return `${who} lies so far outside that it reads padding alone.`;
  const where = rangesOf(rows, cols, ", ");
  if (isCut) return `${who} sees ${times(sees)} pixels; on the picture lie ${where}.`;
  return `${who} sees ${times(sees)} pixels of the picture: ${where}.`;
}

/** How many of the pixels it sees are really there, and are really read. @param {Known} known */
export function remarkOf({ sees: [high, wide], pixels, rows, cols, isCut }) {
  const all = count(high * wide);
  const read = `${count(pixels)} of ${all} pixels are read.`;
  if (isCut) return `Its view hangs over the edge, into padding: ${read}`;
  const skips = hasHoles(rows) || hasHoles(cols);
  return skips ? `It skips some: ${read}` : `All ${all} pixels are read.`;
}

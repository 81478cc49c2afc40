// What is said about one place.
/** @import { OcclusionFrameMessage } from "./contract.js" */
/** @import { Grid } from "./places.js" */
import { number, percent } from "../_shared/format.js";
import { boxOf } from "./places.js";

const FEW = 0.1; // a difference below this is written with one digit more
const SMALL = 0.0005; // and below this it is none that a reader could use

/** @type {(first: number, count: number) => string} */
const span = (first, count) => (count > 1 ? `${first + 1} to ${first + count}` : `${first + 1}`);

/**
 * How far an answer rises or falls: between shares, in percentage points.
 *
 * @type {(size: number, isShare: boolean, unit?: string) => string}
 */
export const difference = (size, isShare, unit = "points") =>
  (isShare ? `${(100 * size).toFixed(size < FEW ? 1 : 0)} ${unit}` : number(size, 3));

/**
 * What covering one place does to the answer, in a sentence with both numbers.
 *
 * @type {(place: number, grid: Grid, message: OcclusionFrameMessage) => string}
 */
export function told(place, grid, { name, share, before, arrays: { probability, drop } }) {
  const { top, left, rows, cols } = boxOf(place, grid);
  const fall = drop.values[place];
  const size = Math.abs(fall);
  const write = (/** @type {number} */ value) => (share ? percent(value, size < FEW ? 1 : 0) : number(value, 3));
  const change = size < SMALL ? "hardly a change"
    : `it ${fall < 0 ? "rises" : "falls"} by ${difference(size, share, "percentage points")}`;
  return `Rows ${span(top, rows)}, columns ${span(left, cols)} covered: “${name}” gets `
    + `${write(probability.values[place])} instead of ${write(before)}; ${change}.`;
}

// What is said about one place.
import { number } from "../_shared/format.js";
import { boxOf } from "./places.js";

const SMALL = 0.0005; // a probability below this has no digit that a reader could use

const share = (value) => (value >= 0 && value < SMALL ? "less than 0.001" : number(value, 3));
const span = (first, count) => (count > 1 ? `${first + 1} to ${first + count}` : `${first + 1}`);

/** What covering one place does to the answer, in a sentence with both numbers. */
export function told(place, grid, { name, before, arrays: { probability, drop } }) {
  const { top, left, rows, cols } = boxOf(place, grid);
  const fall = drop.values[place];
  const change = Math.abs(fall) < SMALL ? "hardly a change"
    : `it ${fall < 0 ? "rises" : "falls"} by ${number(Math.abs(fall), 3)}`;
  return `Rows ${span(top, rows)}, columns ${span(left, cols)} covered: “${name}” gets `
    + `${share(probability.values[place])} instead of ${share(before)}; ${change}.`;
}

// What a hand does to weights, as plain arithmetic: no page, no events.
import { parseNumber } from "../_shared/format.js";

/** What a reader typed: a number or a fraction such as "1/9"; null if it is neither. */
export function parseWeight(text, limit = Infinity) {
  const parts = text.split("/").map((part) => parseNumber(part));
  if (parts.length > 2 || parts.includes(null)) return null;
  const value = parts.length === 2 ? parts[0] / parts[1] : parts[0];
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** A weight moved by `amount`, inside the limit, without the noise of 0.1 + 0.2. */
export function nudge(value, amount, limit = Infinity) {
  const moved = Number((value + amount).toFixed(10));
  return Math.min(Math.max(moved, -limit), limit) + 0; // + 0: never a negative zero
}

/** Turns a hand's small movements into whole steps; what is left over counts next time. */
export class Ratchet {
  #left = 0;

  constructor(distance) {
    this.distance = distance;
  }

  push(movement) {
    this.#left += movement;
    const steps = Math.trunc(this.#left / this.distance);
    this.#left -= steps * this.distance;
    return steps + 0;
  }
}

export const flipSign = (rows) => rows.map((row) => row.map((value) => 0 - value));

export const transpose = (rows) => rows[0].map((_, col) => rows.map((row) => row[col]));

/** A quarter turn clockwise: the first column becomes the first row, reversed. */
export const rotate = (rows) => transpose([...rows].reverse());

/** The same rows with one weight replaced; every other number is the one that was there. */
export const replaced = (rows, at, value) =>
  rows.map((row, i) => row.map((old, j) => (i === at.row && j === at.col ? value : old)));

export const sameShape = (one, other) =>
  one.length === other.length && one[0].length === other[0].length;

/** Whether two kernels hold the same weights in the same places. */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The largest weight, which gets the strongest colour. */
export const strongest = (rows) => Math.max(...rows.flat().map(Math.abs));

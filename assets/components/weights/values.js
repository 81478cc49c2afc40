// What a hand does to weights, as plain arithmetic: no page, no events.
/** @import { Place } from "../_shared/place.js" */
/** @typedef {number[][]} Rows */

/**
 * A weight moved by `amount`, inside the limit, without the noise of 0.1 + 0.2.
 *
 * @type {(value: number, amount: number, limit: number) => number}
 */
export function addWithin(value, amount, limit) {
  const moved = Number((value + amount).toFixed(10));
  return Math.min(Math.max(moved, -limit), limit) + 0; // + 0: never a negative zero
}

/** Turns a hand's small movements into whole steps; what is left over counts next time. */
export class StepCounter {
  #left = 0;

  /** @param {number} distance that makes a step */
  constructor(distance) {
    this.distance = distance;
  }

  /** The whole steps that are due. @param {number} movement */
  push(movement) {
    this.#left += movement;
    const steps = Math.trunc(this.#left / this.distance);
    this.#left -= steps * this.distance;
    return steps + 0;
  }
}

/** @type {(rows: Rows) => Rows} */
export const flipSign = (rows) => rows.map((row) => row.map((value) => 0 - value));

/** @type {(rows: Rows) => Rows} */
export const transposeKernel = (rows) => rows[0].map((_, col) => rows.map((row) => row[col]));

/**
 * A quarter turn clockwise: the first column becomes the first row, reversed.
 *
 * @type {(rows: Rows) => Rows}
 */
export const rotateKernel = (rows) => transposeKernel([...rows].reverse());

/**
 * The same rows with one weight replaced; every other number is the one that was there.
 *
 * @type {(rows: Rows, at: Place, value: number) => Rows}
 */
export const withValue = (rows, at, value) =>
  rows.map((row, i) => row.map((old, j) => (i === at.row && j === at.col ? value : old)));

/** @type {(one: Rows, other: Rows) => boolean} */
export const sameShape = (one, other) =>
  one.length === other.length && one[0].length === other[0].length;

/** Whether two kernels hold the same weights. @type {(one: Rows, other: Rows) => boolean} */
export const sameValues = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The largest weight, which gets the strongest colour. @type {(rows: Rows) => number} */
export const largestSize = (rows) => Math.max(...rows.flat().map(Math.abs));

// The curve of a function in a rectangle: where its axes, lines, labels and points lie. Pure.
import { number } from "../_shared/format.js";
/** @import { Scene } from "./scene.js" */
/** @import { CurveRect } from "./shapes.js" */
/** @typedef {NonNullable<Scene["curve"]>} Curve */
/** @typedef {"y" | "slope"} LineName */
/** @typedef {ReturnType<typeof frameOfCurve>} CurveFrame */
/** @typedef {"left" | "right"} Align */
/** @typedef {{ text: string, x: number, y: number, align: Align, isFar: boolean }} Label */

const INSET = { x: 16, top: 18, bottom: 24 };
const CLOSE = 0.03; // share by which a round number may miss the end of a range
const LEAST = 16; // px between the axis and a label that is worth writing

/**
 * Where a curve's axes lie, and how its values become places.
 *
 * @param {Curve} curve
 * @param {CurveRect} rect
 */
export function frameOfCurve({ low, high, y: ys, slope }, rect) {
  const values = [...ys, ...slope];
  const ends = [Math.min(0, ...values), Math.max(0, ...values)];
  const ticks = ends.map(rounded);
  const [least, most] = [Math.min(ends[0], ticks[0]), Math.max(ends[1], ticks[1])];
  const left = rect.x + INSET.x;
  const right = rect.x + rect.width - INSET.x;
  const top = rect.y + INSET.top;
  const bottom = rect.y + rect.height - INSET.bottom;
  /** @param {number} x */
  const toX = (x) => left + ((clamp(x, low, high) - low) / (high - low)) * (right - left);
  /** @param {number} y */
  const toY = (y) => bottom - ((clamp(y, least, most) - least) / (most - least)) * (bottom - top);
  return { left, right, top, bottom, toX, toY, low, high, ticks };
}

/** @type {(value: number, low: number, high: number) => number} */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The round number close to the end of a range: 1 for 0.9975, 7 for 7.0009, −0.17 for −0.17.
 *
 * @param {number} value
 */
function rounded(value) {
  const near = Number(value.toPrecision(1));
  return Math.abs(near - value) <= CLOSE * Math.abs(value) ? near : Number(value.toPrecision(2));
}

/**
 * The ends of both axes, as texts with their places; none too close to the other axis.
 *
 * @type {(frame: CurveFrame) => Label[]}
 */
export function rangeLabels({ toX, toY, low, high, ticks: [least, most] }) {
  /** @type {(value: number, align: Align) => Label} */
  const along = (value, align) =>
    ({ text: number(value), x: toX(value), y: toY(0) + 12, align, isFar: value !== 0 });
  /** @type {(value: number, align: Align, shift: number) => Label} */
  const up = (value, align, shift) => {
    const isFar = Math.abs(toY(value) - toY(0)) >= LEAST;
    return { text: number(value), x: toX(0) + shift, y: toY(value), align, isFar };
  };
  return [along(low, "left"), along(high, "right"), up(most, "right", -6), up(least, "left", 6)]
    .filter(({ isFar }) => isFar);
}

/**
 * Where the selected step's point lies, `glide` of the way to the next: {x, y} of one line.
 *
 * @type {(scene: Scene, curve: Curve, line: LineName, step: number, glide: number) =>
 *   { x: number, y: number }}
 */
export function pointAt(scene, curve, line, step, glide) {
  const { at } = curve;
  const [here, next] = [at[step], at[Math.min(step + 1, scene.steps - 1)]];
  const x = here + (next - here) * glide;
  const isExact = line === "y" && glide === 0 && !scene.scatters;
  return { x, y: isExact ? scene.after(step)[0] : between(curve.x, curve[line], x) };
}

/**
 * The height of a line at x, between the two samples beside it.
 *
 * @type {(xs: Float32Array, ys: Float32Array, x: number) => number}
 */
function between(xs, ys, x) {
  const last = xs.length - 1;
  const place = clamp(((x - xs[0]) / (xs[last] - xs[0])) * last, 0, last);
  const from = Math.min(Math.floor(place), last - 1);
  return ys[from] + (ys[from + 1] - ys[from]) * (place - from);
}

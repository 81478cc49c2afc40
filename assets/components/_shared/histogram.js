// Draws a histogram in place, in the frame that shows its picture: it never blinks.
import { number } from "./format.js";
import { context2d } from "./dom.js";
import { css, mix } from "./palette.js";

/** @import { Color, Theme } from "./palette.js" */
/** @typedef {{ low: number, high: number }} Ends */
/** @typedef {Theme & { shown?: Color }} Look the bars' colour, where it is no usual one */
/** @typedef {"negative" | "positive" | "shown"} Bar */
/** @typedef {{ left: number, width: number, height: number, role: Bar }} BarBox */
/** @typedef {Ends & { width: number, floor: number, named: number[] }} Frame */

const [BLACK, WHITE] = [0, 255];
const HEIGHT = 52;
const LABELS = 14;

/**
 * Bars red below 0 and violet above 255, with marks at both and the ends named.
 *
 * @type {(canvas: HTMLCanvasElement, counts: ArrayLike<number>, ends: Ends, theme: Look) => void}
 */
export function drawHistogram(canvas, counts, { low, high }, theme) {
  const width = canvas.clientWidth;
  const context = prepare(canvas, width);
  const floor = HEIGHT - LABELS;
  const colors = { shown: mix(theme.background, theme.text, 0.55), ...theme };
  for (const bar of histogramBars(counts, low, high)) {
    context.fillStyle = css(colors[bar.role]);
    const height = bar.height > 0 ? Math.max(bar.height * (floor - 2), 1) : 0;
    const left = bar.left * width;
    context.fillRect(left, floor - height, Math.max(bar.width * width - 0.5, 0.5), height);
  }
  context.fillStyle = css(theme.border);
  context.fillRect(0, floor, width, 1);
  context.font = `11px ${theme.font}`;
  /** @type {Frame} */
  const frame = { low, high, width, floor, named: [] };
  for (const value of [BLACK, WHITE]) mark(context, value, frame, theme);
  ends(context, frame, theme);
  canvas.setAttribute("aria-label", `Histogram from ${number(low)} to ${number(high)}`);
}

/** @type {(canvas: HTMLCanvasElement, width: number) => CanvasRenderingContext2D} */
function prepare(canvas, width) {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(HEIGHT * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = context2d(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, HEIGHT);
  return context;
}

/**
 * A tick where the value is in range, and its number where no other is in the way.
 *
 * @type {(context: CanvasRenderingContext2D, value: number, frame: Frame, theme: Theme) => void}
 */
function mark(context, value, { low, high, width, floor, named }, theme) {
  const share = markAt(value, low, high);
  if (share === null) return;
  context.fillStyle = css(mix(theme.background, theme.text, 0.75));
  context.fillRect(Math.min(share * width, width - 1), 0, 1, floor + 3);
  const free = named.every((middle) => Math.abs(middle - share * width) > 28);
  if (free) named.push(label(context, number(value), share * width, width, theme));
}

/**
 * @type {(context: CanvasRenderingContext2D, text: string, at: number, width: number,
 *   theme: Theme) => number}
 */
function label(context, text, at, width, theme) {
  const half = context.measureText(text).width / 2;
  const middle = Math.min(Math.max(at, half), width - half);
  context.fillStyle = css(mix(theme.background, theme.text, 0.75));
  context.fillText(text, middle - half, HEIGHT - 1);
  return middle;
}

/**
 * The lowest and highest value, where no other number is in the way.
 *
 * @type {(context: CanvasRenderingContext2D, frame: Frame, theme: Theme) => void}
 */
function ends(context, { low, high, width, named }, theme) {
  for (const [value, at] of [[low, 0], [high, width]]) {
    const free = named.every((middle) => Math.abs(middle - at) > 48);
    if (free) label(context, number(value, 3), at, width, theme);
  }
}

/**
 * Bars of {left, width, height, role}; heights on a square-root scale, so small counts show.
 *
 * @type {(counts: ArrayLike<number>, low: number, high: number) => BarBox[]}
 */
export function histogramBars(counts, low, high) {
  const most = Math.max(1, ...Array.from(counts));
  const width = 1 / counts.length;
  return Array.from(counts, (count, i) => {
    const middle = low + (i + 0.5) * width * (high - low);
    const height = Math.sqrt(count / most);
    return { left: i * width, width, height, role: roleOf(middle) };
  });
}

/**
 * Below black is negative, above white positive: what a picture cannot show.
 *
 * @type {(value: number) => Bar}
 */
const roleOf = (value) => (value < BLACK ? "negative" : value > WHITE ? "positive" : "shown");

/**
 * Where a value stands between low (0) and high (1); null when it is outside.
 *
 * @type {(value: number, low: number, high: number) => number | null}
 */
export function markAt(value, low, high) {
  const share = (value - low) / (high - low);
  return share >= 0 && share <= 1 ? share : null;
}

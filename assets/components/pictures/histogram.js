// Draws a histogram in place, in the frame that shows its picture: it never blinks.
import { number } from "../_shared/format.js";
import { css, mix } from "../_shared/palette.js";
import { bars, markAt } from "./bars.js";

const HEIGHT = 52;
const LABELS = 14;

/** Bars red below 0 and violet above 255, with marks at both and the ends named. */
export function drawHistogram(canvas, counts, { low, high }, theme) {
  const width = canvas.clientWidth;
  const context = prepare(canvas, width);
  const floor = HEIGHT - LABELS;
  const colors = { shown: mix(theme.background, theme.text, 0.55), ...theme };
  for (const bar of bars(counts, low, high)) {
    context.fillStyle = css(colors[bar.role]);
    const height = bar.height > 0 ? Math.max(bar.height * (floor - 2), 1) : 0;
    const left = bar.left * width;
    context.fillRect(left, floor - height, Math.max(bar.width * width - 0.5, 0.5), height);
  }
  context.fillStyle = css(theme.border);
  context.fillRect(0, floor, width, 1);
  context.font = `11px ${theme.font}`;
  const named = [];
  for (const value of [0, 255]) mark(context, value, { low, high, width, floor, named }, theme);
  ends(context, named, { low, high, width }, theme);
  canvas.setAttribute("aria-label", `Histogram from ${number(low)} to ${number(high)}`);
}

function prepare(canvas, width) {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(HEIGHT * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, HEIGHT);
  return context;
}

/** A tick where the value is in range, and its number where no other is in the way. */
function mark(context, value, { low, high, width, floor, named }, theme) {
  const share = markAt(value, low, high);
  if (share === null) return;
  context.fillStyle = css(mix(theme.background, theme.text, 0.75));
  context.fillRect(Math.min(share * width, width - 1), 0, 1, floor + 3);
  const free = named.every((middle) => Math.abs(middle - share * width) > 28);
  if (free) named.push(label(context, number(value), share * width, width, theme));
}

function label(context, text, at, width, theme) {
  const half = context.measureText(text).width / 2;
  const middle = Math.min(Math.max(at, half), width - half);
  context.fillStyle = css(mix(theme.background, theme.text, 0.75));
  context.fillText(text, middle - half, HEIGHT - 1);
  return middle;
}

/** The lowest and highest value, where no other number is in the way. */
function ends(context, named, { low, high, width }, theme) {
  for (const [value, at] of [[low, 0], [high, width]]) {
    const free = named.every((middle) => Math.abs(middle - at) > 48);
    if (free) label(context, number(value, 3), at, width, theme);
  }
}

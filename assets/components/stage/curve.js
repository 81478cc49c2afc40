// The curve of a function in a rectangle: where its axes, lines, labels and points lie. Pure.
import { number } from "../_shared/format.js";

const INSET = { x: 16, top: 18, bottom: 24 };
const CLOSE = 0.03; // share by which a round number may miss the end of a range
const LEAST = 16; // px between the axis and a label that is worth writing

/** {left, right, top, bottom, toX, toY, low, high, ...} of a curve's frame. */
export function frameOfCurve(scene, rect) {
  const { low, high } = scene.curve;
  const values = ["curve_y", "curve_slope"].flatMap((name) => [...scene.array(name).values]);
  const ends = [Math.min(0, ...values), Math.max(0, ...values)];
  const ticks = ends.map(rounded);
  const [least, most] = [Math.min(ends[0], ticks[0]), Math.max(ends[1], ticks[1])];
  const left = rect.x + INSET.x;
  const right = rect.x + rect.width - INSET.x;
  const top = rect.y + INSET.top;
  const bottom = rect.y + rect.height - INSET.bottom;
  const toX = (x) => left + ((clamp(x, low, high) - low) / (high - low)) * (right - left);
  const toY = (y) => bottom - ((clamp(y, least, most) - least) / (most - least)) * (bottom - top);
  return { left, right, top, bottom, toX, toY, low, high, ticks };
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** The round number close to the end of a range: 1 for 0.9975, 7 for 7.0009, −0.17 for −0.17. */
function rounded(value) {
  const near = Number(value.toPrecision(1));
  return Math.abs(near - value) <= CLOSE * Math.abs(value) ? near : Number(value.toPrecision(2));
}

/** The ends of both axes, as texts with their places; none too close to the other axis. */
export function rangeLabels({ toX, toY, low, high, ticks: [least, most] }) {
  const along = [[low, "left"], [high, "right"]].map(([value, align]) =>
    ({ text: number(value), x: toX(value), y: toY(0) + 12, align, isFar: value !== 0 }));
  const up = [[most, "right", -6], [least, "left", 6]].map(([value, align, shift]) => {
    const isFar = Math.abs(toY(value) - toY(0)) >= LEAST;
    return { text: number(value), x: toX(0) + shift, y: toY(value), align, isFar };
  });
  return [...along, ...up].filter(({ isFar }) => isFar);
}

/** Where the selected step's point lies, `glide` of the way to the next: {x, y} of one line. */
export function pointAt(scene, line, step, glide) {
  const at = scene.array("curve_at").values;
  const [here, next] = [at[step], at[Math.min(step + 1, scene.steps - 1)]];
  const x = here + (next - here) * glide;
  const isExact = line === "curve_y" && glide === 0 && !scene.scatters;
  return { x, y: isExact ? scene.after(step)[0] : between(scene, line, x) };
}

/** The height of a line at x, between the two samples beside it. */
function between(scene, line, x) {
  const { values: xs } = scene.array("curve_x");
  const { values: ys } = scene.array(line);
  const last = xs.length - 1;
  const place = clamp(((x - xs[0]) / (xs[last] - xs[0])) * last, 0, last);
  const from = Math.min(Math.floor(place), last - 1);
  return ys[from] + (ys[from + 1] - ys[from]) * (place - from);
}

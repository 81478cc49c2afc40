// The lines of the two charts: which there are, what range they need, what they say at a step.
/** @import { LearningCurves } from "./contract.js" */
/** @import { AxisRanges, ChartFrame, ChartKind, ChartLine, Range, View } from "./shapes.js" */
/** @typedef {ChartLine & { step: number | undefined, value: number | undefined }} ReadLine */
import { FINE, linearOrLogScale, roundDown, roundUp } from "./ticks.js";

export const INSET = { left: 46, right: 10, top: 10, bottom: 24 };
const SHORTEST = 20; // steps the axis shows at least
const LOWEST = 1e-6; // of a logarithmic axis

/**
 * The lines of a chart ("loss" or "accuracy") in the order they are painted.
 *
 * @type {(view: View, kind: ChartKind) => ChartLine[]}
 */
export function chartLines({ arrays }, kind) {
  /** @typedef {keyof LearningCurves} Name */
  const read = (/** @type {Name} */ array) => arrays[array]?.values ?? new Float32Array();
  /** @type {(name: string, steps: Name, values: Name, isOther: boolean, checked: boolean) => ChartLine} */
  const line = (name, steps, values, isOther, checked) =>
    ({ name, isOther, checked, steps: read(steps), values: read(values) });
  return [
    line("other train", "other_loss_step", `other_${kind}`, true, false),
    line("other validation", "other_val_step", `other_val_${kind}`, true, true),
    line("train", "loss_step", kind, false, false),
    line("validation", "val_step", `val_${kind}`, false, true),
  ].filter(({ values }) => values.length);
}

/**
 * The axes' ranges: {steps: [low, high], values: [low, high]}.
 *
 * @type {(lines: ChartLine[], kind: ChartKind, log: boolean) => AxisRanges}
 */
export function axisRanges(lines, kind, log) {
  const last = Math.max(SHORTEST, ...lines.map(({ steps }) => steps.at(-1) ?? 0));
  if (kind === "accuracy") return { steps: [0, last], values: [0, 1] };
  const [low, high] = extremes(lines, log ? LOWEST : -Infinity);
  const above = log ? roundUp(high) : roundUp(high, FINE);
  return { steps: [0, last], values: [log ? roundDown(Math.min(low, high / 10)) : 0, above] };
}

/**
 * The smallest and largest finite value above `least`; 0.1 and 1 where there are none.
 *
 * @type {(lines: ChartLine[], least: number) => Range}
 */
function extremes(lines, least) {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of lines) {
    for (const value of values) {
      if (!Number.isFinite(value) || value <= least) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > 0 ? [low, high] : [0.1, 1];
}

/**
 * Where steps and values stand on a chart of this size.
 *
 * @type {(ranges: AxisRanges, size: { width: number, height: number }, log: boolean) => ChartFrame}
 */
export function chartFrame(ranges, { width, height }, log) {
  const [left, right] = [INSET.left, width - INSET.right];
  const [top, bottom] = [INSET.top, height - INSET.bottom];
  return {
    left, right, top, bottom, ...ranges, log,
    toX: linearOrLogScale(ranges.steps, [left, right]),
    toY: linearOrLogScale(ranges.values, [bottom, top], log),
  };
}

/**
 * The place of the step nearest to this one, in ascending steps; -1 in none.
 *
 * @type {(steps: ArrayLike<number>, step: number) => number}
 */
export function nearestStep(steps, step) {
  let [low, high] = [0, steps.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle;
    else high = middle;
  }
  return high > low && steps[high] - step < step - steps[low] ? high : Math.min(low, high);
}

/**
 * The step under the pointer and what every line says there.
 *
 * @type {(lines: ChartLine[], step: number) => { step: number, values: ReadLine[] } | null}
 */
export function valuesAt(lines, step) {
  const counted = lines.find(({ name }) => name === "train") ?? lines[0];
  if (!counted) return null;
  const at = counted.steps[nearestStep(counted.steps, step)];
  const values = lines.map((line) => {
    const place = nearestStep(line.steps, at);
    return { ...line, step: line.steps[place], value: line.values[place] };
  });
  return { step: at, values: values.reverse() };
}

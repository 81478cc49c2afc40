// The time line as numbers: where every moment stands, which one is meant. Pure arithmetic.
/** @import { SnapshotEntry } from "./contract.js" */
/** @import { View } from "./shapes.js" */
/** @typedef {{ snapshots?: SnapshotEntry[], step?: number }} Line */
/** @typedef {SnapshotEntry & { x: number, y: number }} Dot */
import { count, percent } from "../_shared/format.js";
import { linearOrLogScale } from "./ticks.js";

const EDGE = 10; // px on either side, so that the first and last dot are whole
const LEVELS = [0.16, 0.84]; // of the height: all right at the top, none at the bottom

/**
 * Every moment's place: {id, step, accuracy, x, y}.
 *
 * @type {(view: Line, size: { width: number, height: number }) => { dots: Dot[], now: number, toX: (step: number) => number }}
 */
export function snapshotPoints({ snapshots = [], step = 0 }, { width, height }) {
  const last = Math.max(step, snapshots.at(-1)?.step ?? 0, 1);
  const toX = linearOrLogScale([0, last], [EDGE, width - EDGE]);
  const toY = linearOrLogScale([0, 1], [height * LEVELS[1], height * LEVELS[0]]);
  const dots = snapshots.map((one) => ({ ...one, x: toX(one.step), y: toY(one.accuracy ?? 0) }));
  return { dots, now: toX(Math.min(step, last)), toX };
}

/**
 * The dot nearest to a place across; -1 where there is none.
 *
 * @type {(dots: { x: number }[], x: number) => number}
 */
export function nearestPoint(dots, x) {
  let near = -1;
  dots.forEach((dot, i) => {
    if (near < 0 || Math.abs(dot.x - x) < Math.abs(dots[near].x - x)) near = i;
  });
  return near;
}

/**
 * The last moment not after a step: where the network stands on the time line.
 *
 * @type {(snapshots: { step: number }[], step: number) => number}
 */
export const currentSnapshot = (snapshots, step) =>
  snapshots.reduce((last, one, i) => (one.step <= step ? i : last), 0);

/**
 * The moment an arrow key leads to; null for another key, or where there is none.
 *
 * @type {(view: Line, key: string) => SnapshotEntry | null}
 */
export function snapshotByKey({ snapshots = [], step = 0 }, key) {
  if (!snapshots.length) return null;
  const here = currentSnapshot(snapshots, step);
  const between = snapshots[here].step < step;
  /** @type {Record<string, number>} */
  const places = {
    ArrowLeft: between ? here : here - 1, ArrowDown: between ? here : here - 1,
    ArrowRight: here + 1, ArrowUp: here + 1, Home: 0, End: snapshots.length - 1,
  };
  return snapshots[places[key]] ?? null;
}

/**
 * "step 300, 91 % right"
 *
 * @type {(snapshot: Pick<SnapshotEntry, "step" | "accuracy">) => string}
 */
export function snapshotText({ step, accuracy }) {
  const isKnown = accuracy !== null && Number.isFinite(accuracy);
  const right = isKnown ? `, ${percent(accuracy)} right` : "";
  return `step ${count(step)}${right}`;
}

/**
 * What the dashed lines of the charts are, or that there is somewhere to go.
 *
 * @type {(view: Pick<View, "branch" | "arrays" | "snapshots">) => string}
 */
export function otherRunText({ branch, arrays, snapshots = [] }) {
  if (branch) return `Dashed: the other run, left at step ${count(branch.from_step)}.`;
  if (arrays?.other_loss) return "Dashed: what came later. Branch to keep it, or Play forgets it.";
  if (!snapshots.length) return "Here a dot appears for every moment you can go back to.";
  return "Click a dot to go back to that moment.";
}

// The unit's answer over the steps: where each step lies on the small chart.

const ROOM = { left: 44, right: 8, top: 8, bottom: 22 };

/** @typedef {ReturnType<typeof frameOf>} ChartFrame */

/**
 * The chart's frame for values of `total + 1` steps in so many CSS pixels.
 *
 * @param {ArrayLike<number>} values
 * @param {number} total
 * @param {number} width
 * @param {number} height
 */
export function frameOf(values, total, width, height) {
  const known = Array.from(values).filter(Number.isFinite);
  const low = Math.min(0, ...known);
  const high = Math.max(low + 1e-9, ...known);
  const [right, bottom] = [width - ROOM.right, height - ROOM.bottom];
  return {
    ...ROOM, right, bottom, low, high,
    toX: (/** @type {number} */ step) => ROOM.left + ((right - ROOM.left) * step) / Math.max(total, 1),
    toY: (/** @type {number} */ value) => bottom - ((bottom - ROOM.top) * (value - low)) / (high - low),
  };
}

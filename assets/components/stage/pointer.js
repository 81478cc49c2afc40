// What lies under a point of the board.
/** @import { PlanePlace } from "./frame.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Layout, Target } from "./shapes.js" */
import { cellUnder } from "./blocks.js";

/**
 * What is at (x, y) while `step` is shown.
 *
 * @type {(scene: Scene, layout: Layout, step: number, x: number, y: number) => Target | null}
 */
export function targetAt(scene, layout, step, x, y) {
  const output = cellUnder(layout.output, x, y);
  if (output) return scene.steps ? { grid: "output", ...output } : null;
  const input = cellUnder(layout.input, x, y);
  if (input) return inputTarget(scene, input);
  const kernel = cellUnder(layout.kernel, x, y);
  if (kernel) return kernelTarget(scene, kernel, step);
  const bias = cellUnder(layout.bias, x, y);
  if (bias) return { grid: "bias", plane: scene.scatters ? bias.plane : scene.biasOf(step) };
  const thumbs = layout.filters.map((rect) => ({ ...rect, rows: rect.rows * scene.depth + 1 }));
  const filter = cellUnder(thumbs, x, y);
  return filter && scene.steps ? { grid: "filter", plane: filter.plane } : null;
}

/** @type {(scene: Scene, cell: PlanePlace) => Target} */
const inputTarget = (scene, { plane, row, col }) =>
  ({ grid: "input", plane, row: row - scene.input.top, col: col - scene.input.left });

/** @type {(scene: Scene, cell: PlanePlace, step: number) => Target | null} */
function kernelTarget(scene, { plane, row, col }, step) {
  const depth = plane - scene.base(step);
  const filter = scene.filter(step);
  return depth >= 0 && depth < scene.depth ? { grid: "kernel", filter, depth, row, col } : null;
}

/** @type {(one: Target | null, other: Target | null) => boolean} */
export const sameTarget = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What lies under a point of the board.
import { cellUnder } from "./blocks.js";

/** {grid, plane, row, col, ...} of the cell at (x, y) while `step` is shown; null for none. */
export function targetAt(scene, layout, step, x, y) {
  for (const grid of ["output", "input", "kernel", "bias"]) {
    const cell = cellUnder(layout[grid], x, y);
    if (cell) return TARGETS[grid](scene, { grid, ...cell }, step);
  }
  const thumbs = layout.filters.map((rect) => ({ ...rect, rows: rect.rows * scene.depth + 1 }));
  const filter = cellUnder(thumbs, x, y);
  return filter && scene.steps ? { grid: "filter", plane: filter.plane } : null;
}

const TARGETS = {
  output: (scene, target) => (scene.steps ? target : null),
  input: (scene, { plane, row, col }) =>
    ({ grid: "input", plane, row: row - scene.input.top, col: col - scene.input.left }),
  kernel(scene, { plane, row, col }, step) {
    const depth = plane - scene.base(step);
    const filter = scene.filter(step);
    return depth >= 0 && depth < scene.depth ? { grid: "kernel", filter, depth, row, col } : null;
  },
  bias: (scene, { plane }, step) =>
    ({ grid: "bias", plane: scene.scatters ? plane : scene.biasOf(step) }),
};

export const sameTarget = (one, other) => JSON.stringify(one) === JSON.stringify(other);

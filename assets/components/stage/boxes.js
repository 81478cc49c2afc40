// Boxes of cells: what a step reads, what it writes, and who wrote a cell.
/** @import { Scene } from "./scene.js" */
/** @import { Cell, CellBox } from "./shapes.js" */

const SIDES = 8; // numbers of a box

/** Box `step` of an array of shape (S, 8). @type {(values: Int16Array, step: number) => CellBox} */
export function boxAt(values, step) {
  const [row, col, height, width, channel, depth, rowStep, colStep] =
    values.subarray(step * SIDES, (step + 1) * SIDES);
  return { row, col, height, width, channel, depth, rowStep, colStep };
}

/** Every cell of a box, in C order: [channel, row, col]. @type {(box: CellBox) => Cell[]} */
export function cellsOf({ row, col, height, width, channel, depth, rowStep, colStep }) {
  /** @type {Cell[]} */
  const cells = [];
  for (let d = 0; d < depth; d += 1) {
    for (let r = 0; r < height; r += 1) {
      for (let c = 0; c < width; c += 1) {
        cells.push([channel + d, row + r * rowStep, col + c * colStep]);
      }
    }
  }
  return cells;
}

/**
 * The writers of all output cells, end to end; those of cell i from first[i] to first[i + 1].
 *
 * @param {Scene} scene
 */
export function findWriters(scene) {
  const first = new Int32Array(scene.planes * scene.outRows * scene.outCols + 1);
  eachWrite(scene, (cell) => { first[cell + 1] += 1; });
  for (let cell = 1; cell < first.length; cell += 1) first[cell] += first[cell - 1];
  const next = first.slice();
  const steps = new Int32Array(first[first.length - 1]);
  const places = new Int32Array(first[first.length - 1]);
  eachWrite(scene, (cell, step, place) => {
    steps[next[cell]] = step;
    places[next[cell]] = place;
    next[cell] += 1;
  });
  return { first, steps, places };
}

/** @type {(scene: Scene, visit: (cell: number, step: number, place: number) => void) => void} */
function eachWrite(scene, visit) {
  const at = scene.arrays.after_at.values;
  for (let step = 0; step < scene.steps; step += 1) {
    cellsOf(scene.writes(step)).forEach(([plane, row, col], i) => {
      if (!scene.holds(row, col)) return;
      visit((plane * scene.outRows + row) * scene.outCols + col, step, at[step] + i);
    });
  }
}

// Places on the confusion matrix: rows are right classes, columns are guesses. Pure arithmetic.
/** @import { MatrixCell, MatrixFrame } from "./shapes.js" */
import { ARROWS } from "../_shared/place.js";

const CELL = { least: 12, most: 64 };
const SIDE = 400; // px of a matrix of many classes

/**
 * {cell, left, top, side, count} for so many classes in a room, with names of that width.
 *
 * @type {(count: number, width: number, nameWidth: number) => MatrixFrame}
 */
export function layoutMatrix(count, width, nameWidth) {
  const left = Math.min(Math.ceil(nameWidth) + 26, Math.floor(width / 3));
  const fits = Math.floor((width - left - 2) / count);
  const wanted = Math.min(Math.max(Math.floor(SIDE / count), CELL.least), CELL.most);
  const cell = Math.min(fits, wanted);
  const upright = nameWidth <= cell - 2;
  const top = upright ? 40 : Math.min(Math.ceil(nameWidth) + 30, 110);
  return { count, cell, left, top, upright, side: cell * count, height: top + cell * count + 2 };
}

/**
 * The cell at a point; null outside.
 *
 * @type {(frame: MatrixFrame, x: number, y: number) => MatrixCell | null}
 */
export function cellAt({ count, cell, left, top }, x, y) {
  const [row, col] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  const inside = row >= 0 && col >= 0 && row < count && col < count;
  return inside ? { row, col } : null;
}

/**
 * One cell further, kept inside.
 *
 * @type {(frame: Pick<MatrixFrame, "count">, cell: MatrixCell, key: string) => MatrixCell}
 */
export function cellAfterKey({ count }, { row, col }, key) {
  const [down, right] = ARROWS[key];
  const inside = (/** @type {number} */ place) => Math.min(Math.max(place, 0), count - 1);
  return { row: inside(row + down), col: inside(col + right) };
}

/**
 * Every count as its share of its row; an empty row has shares of nothing.
 *
 * @type {(counts: number[], side: number) => Float32Array}
 */
export function rowShares(counts, side) {
  return Float32Array.from(counts, (value, i) => {
    const row = Math.floor(i / side) * side;
    let total = 0;
    for (let col = 0; col < side; col += 1) total += counts[row + col];
    return total ? value / total : 0;
  });
}

// A long row of cells broken into lines, as words are in a paragraph. Pure arithmetic.
/** @import { Scene, Side } from "./scene.js" */
/** @import { Part, Rect, Sizes } from "./shapes.js" */
/** @typedef {Pick<Rect, "fold" | "cols">} Fold */
const LINES = [1, 2, 3, 4, 5, 6, 8, 9, 12, 18, 24, 36];
const MOST_NAMES = 24; // a longer list of names is not worth writing beside the cells

/**
 * Where a cell stands on a rectangle, which may have broken its row into lines, or a list.
 *
 * @type {(rect: Fold, row: number, col: number) => [number, number]}
 */
export function lineOf({ fold, cols }, row, col) {
  if (!fold) return [row, col];
  return cols === 1 ? [col, 0] : [Math.floor(col / cols), col % cols];
}

/**
 * The cell that stands there; null behind the end of the last line.
 *
 * @type {(rect: Fold, row: number, col: number) => { row: number, col: number } | null}
 */
export function cellOf({ fold, cols }, row, col) {
  if (!fold) return { row, col };
  const at = row * cols + col;
  return at < fold ? { row: 0, col: at } : null;
}

/**
 * Every way to break the long rows of a scene; a kernel as large as the input goes with it.
 *
 * @param {Sizes} sizes
 * @returns {Generator<Sizes>}
 */
export function* foldings(sizes) {
  const { input, kernel, output } = sizes;
  const isSame = input.folds && output.folds && input.cols === output.cols;
  for (const lines of linesFor(input)) {
    for (const under of isSame ? [lines] : linesFor(output)) {
      const parts = { input: folded(input, lines), output: folded(output, under) };
      yield { ...sizes, ...parts, kernel: kernel?.folds ? folded(kernel, lines) : kernel };
    }
  }
}

/**
 * How many lines a row may take: no more than make it narrower; named cells stand in a list.
 *
 * @type {(part: Part) => number[]}
 */
function linesFor({ cols, folds, names }) {
  if (!folds) return [1];
  if (names) return [cols];
  const across = (/** @type {number} */ lines) => Math.ceil(cols / lines);
  return LINES.filter((lines) => lines === 1
    || (lines < cols && across(lines) < across(lines - 1) && across(lines) > 1));
}

/** @type {(part: Part, lines: number) => Part} */
function folded(part, lines) {
  if (lines === 1) return part;
  const cols = Math.ceil(part.cols / lines);
  return { ...part, rows: Math.ceil(part.cols / cols), cols, fold: part.cols };
}

/**
 * Whether a row may be broken: no window spans a part of it.
 *
 * @type {(scene: Scene, grid: Side) => boolean}
 */
export function isFoldable(scene, grid) {
  const { planes, rows, cols } = scene.size(grid);
  const isPadded = grid === "input" && scene.paddedRows * scene.paddedCols > rows * cols;
  if (planes !== 1 || rows !== 1 || cols < 2 || isPadded) return false;
  /** @param {number} step */
  const boxes = (step) => (grid === "input" ? scene.reads(step) : scene.writes(step));
  for (let step = 0; step < scene.steps; step += 1) {
    const { width } = boxes(step);
    if (width !== 1 && width !== cols) return false;
  }
  return true;
}

/** @param {string[]} names */
export const isListed = (names) => names.length > 0 && names.length <= MOST_NAMES;

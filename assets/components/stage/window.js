// The window on the input: where it is, where it is going, which of its cells won.
/** @import { Cell, CellBox, Context, Frame, Rect, Square, View } from "./shapes.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Layout } from "./shapes.js" */
/** @typedef {Pick<CellBox, "row" | "col" | "height" | "width">} Block */
import { squareOf, traceSquare } from "./cells.js";
import { chosenTerms } from "./chosen_terms.js";
import { outlineSquares, strokeWithRim } from "./outline.js";

/**
 * The square of an input cell; row and col count from the first real one.
 *
 * @type {(scene: Scene, layout: Layout, cell: Cell) => Square}
 */
export const inputSquare = ({ input }, layout, [channel, row, col]) =>
  squareOf(layout.input[channel], row + input.top, col + input.left);

/**
 * The window on its way from this step to the next; spread out, only the cells it touches.
 *
 * @type {(g: Context, view: View, frame: Frame, glide: number) => void}
 */
export function paintWindow(g, { scene, theme, layout }, { step }, glide) {
  const here = scene.reads(step);
  const next = scene.reads(Math.min(step + 1, scene.steps - 1));
  const window = between(here, next, next.channel === here.channel ? glide : 0);
  const { top, left } = scene.input;
  g.beginPath();
  for (const rect of layout.input.slice(here.channel, here.channel + here.depth)) {
    for (const { row, col, ...size } of boxesOf(window)) {
      traceBox(g, rect, { row: row + top, col: col + left, ...size });
    }
  }
  strokeWithRim(g, theme, scene.role("kernel"), layout.input[0].cell < 10 ? 2 : 3);
}

/**
 * A window part of the way from one place and size to another.
 *
 * @type {(here: CellBox, next: CellBox, share: number) => CellBox}
 */
function between(here, next, share) {
  /** @param {"row" | "col" | "height" | "width"} side */
  const moved = (side) => here[side] + (next[side] - here[side]) * share;
  const corner = { row: moved("row"), col: moved("col") };
  return { ...here, ...corner, height: moved("height"), width: moved("width") };
}

/** @type {(box: CellBox) => Block[]} */
function boxesOf({ row, col, height, width, rowStep, colStep }) {
  const isSolid = (rowStep === 1 || height <= 1) && (colStep === 1 || width <= 1);
  if (isSolid) return [{ row, col, height, width }];
  const boxes = [];
  for (let r = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1) {
      boxes.push({ row: row + r * rowStep, col: col + c * colStep, height: 1, width: 1 });
    }
  }
  return boxes;
}

/**
 * Trace a box; of a row broken into lines its full lines together, then the rest.
 *
 * @type {(g: Context, rect: Rect, block: Block) => void}
 */
function traceBox(g, rect, { row, col, height, width }) {
  const { x, y, side } = squareOf(rect, row, col);
  const reach = (/** @type {number} */ count) => (count - 1) * rect.cell + side;
  const lines = rect.fold && width > 1 ? Math.floor(width / rect.cols) : 0;
  const rest = width - lines * rect.cols;
  if (lines) traceSquare(g, { x, y, side, width: reach(rect.cols), height: reach(lines) }, 1);
  const below = { x, y: y + lines * rect.cell, side, width: reach(rest) };
  if (rest) traceSquare(g, { ...below, height: reach(lines ? 1 : height) }, 1);
}

/**
 * Which of the window's cells were chosen: the largest, the middle ones, the share's own.
 *
 * @type {(g: Context, view: View, step: number) => void}
 */
export function paintChosenTerms(g, { scene, theme, layout }, step) {
  const { row, col, height, width, rowStep, colStep, channel, depth } = scene.reads(step);
  const size = height * width;
  if (size * depth === 1) return;
  const squares = chosenTerms(scene, step).filter((at) => at < depth * size).map((at) => {
    const [down, along] = [Math.floor((at % size) / width), at % width];
    const plane = channel + Math.floor(at / size);
    return inputSquare(scene, layout, [plane, row + down * rowStep, col + along * colStep]);
  });
  outlineSquares(g, theme, squares, scene.role("output"), 2);
}

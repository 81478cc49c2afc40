// What lights up on top: the window, the cell it writes, and whatever the pointer asks about.
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Cell, Context, Frame, Layout, Lit, Rect, Square, View } from "./shapes.js" */
/** @typedef {(g: Context, view: View, frame: Frame, lit: Squares) => void} PaintMark */
/** @typedef {{ input: Square[][], output: Square[][] }} Squares */
import { css } from "../_shared/palette.js";
import { squareOf } from "./cells.js";
import { outlineSquares } from "./outline.js";
import { paintPoint } from "./plot.js";
import { inputSquare, paintChosenTerms, paintWindow } from "./window.js";

const DIM = 0.66;

/** @type {(g: Context, view: View, frame: Frame, glide: number) => void} */
export function paintMarks(g, painter, frame, glide) {
  const { scene, layout } = painter;
  if (scene.steps === 0) return;
  const lit = squaresOf(frame.lit, scene, layout);
  const active = scene.reads(frame.step);
  const asks = frame.hover && frame.dimmed.length > 0;
  layout.input.forEach((rect, i) => {
    const inside = i >= active.channel && i < active.channel + active.depth;
    if (!frame.dimmed.includes("input") && !inside && !asks) dim(g, painter.theme, rect, []);
  });
  for (const grid of frame.dimmed) {
    layout[grid].forEach((rect, i) => dim(g, painter.theme, rect, lit[grid][i]));
  }
  MARKS[frame.hover?.grid ?? ""]?.(g, painter, frame, lit);
  if (!asks) paintWindow(g, painter, frame, glide);
  if (!asks) outlineSquares(g, painter.theme, lit.output.flat(), scene.role("output"), 3);
  if (!asks) paintChosenTerms(g, painter, frame.step);
  paintPoint(g, painter, frame.step, glide);
}

/** @type {Record<string, PaintMark>} */
const MARKS = {
  input(g, { scene, theme }, frame, lit) {
    outlineSquares(g, theme, lit.output.flat(), scene.role("output"), 2);
    outlineSquares(g, theme, lit.input.flat(), scene.role("input"), 3);
  },
  kernel(g, painter, frame, lit) {
    const { scene, layout, theme } = painter;
    const [[, depth, row, col]] = frame.lit.kernel;
    paintWindow(g, painter, frame, 0);
    outlineSquares(g, theme, lit.output.flat(), scene.role("output"), 3);
    const slot = scene.base(frame.step) + depth;
    for (const rects of [layout.kernel, layout.patch]) {
      const square = rects[slot] && squareOf(rects[slot], row, col);
      if (square) outlineSquares(g, theme, [square], scene.role("kernel"), 3);
    }
    if (scene.scatters) return;
    const { row: top, col: left, rowStep, colStep, channel } = scene.reads(frame.step);
    /** @type {Cell} */
    const own = [channel + depth, top + row * rowStep, left + col * colStep];
    outlineSquares(g, theme, [inputSquare(scene, layout, own)], scene.role("kernel"), 4);
  },
  output(g, { scene, theme }, frame, lit) {
    if (!frame.parts) return;
    outlineSquares(g, theme, lit.input.flat(), scene.role("kernel"), 2);
    outlineSquares(g, theme, lit.output.flat(), scene.role("output"), 3);
  },
};

/** @type {(lit: Lit, scene: Scene, layout: Layout) => Squares} */
function squaresOf(lit, scene, layout) {
  /** @type {(rects: Rect[]) => Square[][]} */
  const none = (rects) => rects.map(() => []);
  const [input, output] = [none(layout.input), none(layout.output)];
  for (const cell of lit.input) input[cell[0]].push(inputSquare(scene, layout, cell));
  for (const [plane, row, col] of lit.output) {
    output[plane].push(squareOf(layout.output[plane], row, col));
  }
  return { input, output };
}

/**
 * Let a plane step back, all but the squares to be looked at.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, spared: Square[]) => void}
 */
function dim(g, theme, { x, y, cell, rows, cols }, spared) {
  g.fillStyle = css(theme.background, DIM);
  g.beginPath();
  g.rect(x - 1, y - 1, cols * cell + 2, rows * cell + 2);
  for (const { x: left, y: top, side } of spared) g.rect(left, top, side, side);
  g.fill("evenodd");
}

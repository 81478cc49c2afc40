// What stands between input and output: the kernel, the patch under the window, bias, filters.
/** @import { Theme } from "../_shared/palette.js" */
/** @import { GridColors } from "./contract.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Context, Rect, View } from "./shapes.js" */
import { css } from "../_shared/palette.js";
import { LABEL } from "./blocks.js";
import { drawEmpty, drawRing, drawValue, fillOf, traceSquare } from "./cells.js";
import { lineOf } from "./folds.js";
import { paintLabel } from "./labels.js";
import { nameOf, sizeOf } from "./sizes.js";

/**
 * Kernels, bias and filters as they are while `step` is shown.
 *
 * @type {(g: Context, view: View, step: number) => void}
 */
export function paintKernels(g, { scene, theme, layout }, step) {
  const filter = scene.filter(step);
  const base = scene.base(step);
  layout.kernel.forEach((rect, slot) => {
    const depth = slot - base;
    if (depth < 0 || depth >= scene.depth) return paintBlank(g, theme, rect);
    const name = nameOf(scene, "kernel", slot, filter);
    paintLabel(g, theme, rect, scene.role("kernel"), name, sizeOf(scene, "kernel"));
    paintKernel(g, theme, rect, scene, filter, depth);
  });
  paintBias(g, theme, layout.bias, scene, step);
  layout.filters.forEach((rect, i) => paintThumb(g, theme, rect, scene, i, i === filter));
}

/**
 * @type {(g: Context, theme: Theme, rect: Rect, scene: Scene, filter: number, depth: number) =>
 *   void}
 */
function paintKernel(g, theme, rect, scene, filter, depth) {
  const colors = colorsOf(scene);
  for (let row = 0; row < scene.kernelRows; row += 1) {
    for (let col = 0; col < scene.kernelCols; col += 1) {
      const weight = scene.weight(filter, depth, row, col);
      drawValue(g, theme, rect, row, col, weight, fillOf(theme, colors, weight));
    }
  }
}

/** @type {(g: Context, theme: Theme, rect: Rect) => void} */
function paintBlank(g, theme, rect) {
  for (let at = 0; at < (rect.fold ?? rect.rows * rect.cols); at += 1) {
    const row = rect.fold ? 0 : Math.floor(at / rect.cols);
    drawEmpty(g, theme, rect, row, rect.fold ? at : at % rect.cols);
  }
}

/**
 * What the window holds at a step, once for every channel it reads.
 *
 * @type {(g: Context, view: View, step: number) => void}
 */
export function paintPatches(g, { scene, theme, layout }, step) {
  if (scene.steps === 0) return;
  layout.patch.forEach((rect, slot) => paintPatch(g, theme, rect, scene, step, slot));
}

/**
 * The values under the window, large enough to read when the grid's own cells are not.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, scene: Scene, step: number, slot: number) => void}
 */
function paintPatch(g, theme, rect, scene, step, slot) {
  const reads = scene.reads(step);
  const depth = scene.kernel ? slot - reads.channel : slot;
  g.clearRect(rect.x, rect.y - LABEL, rect.cols * rect.cell, rect.rows * rect.cell + LABEL);
  if (depth < 0 || depth >= reads.depth) return;
  paintLabel(g, theme, rect, scene.role("input"), "Window", "");
  const values = scene.windowOf(step);
  for (let at = 0; at < reads.height * reads.width; at += 1) {
    const [row, col] = [Math.floor(at / reads.width), at % reads.width];
    const value = values[depth * reads.height * reads.width + at];
    const [down, along] = [reads.row + row * reads.rowStep, reads.col + col * reads.colStep];
    const fill = fillOf(theme, scene.input, value);
    const ring = scene.source(down, along) >= 0 ? fill : null;
    if (scene.isReal(down, along)) drawValue(g, theme, rect, row, col, value, fill);
    else drawRing(g, theme, rect, row, col, value, ring);
  }
}

/** @type {(g: Context, theme: Theme, rects: Rect[], scene: Scene, step: number) => void} */
function paintBias(g, theme, rects, scene, step) {
  rects.forEach((rect, i) => {
    const value = scene.arrays.bias.values[scene.scatters ? i : scene.biasOf(step)];
    drawValue(g, theme, rect, 0, 0, value, theme.surface);
    const beside = { ...rect, x: rect.x - 50, y: rect.y + 14 + rect.cell / 2 };
    if (i === 0) paintLabel(g, theme, beside, "kernel", "Bias", "");
  });
}

/**
 * A whole filter in small, its planes one under the other; the one at work is outlined.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, scene: Scene, filter: number,
 *   isCurrent: boolean) => void}
 */
function paintThumb(g, theme, rect, scene, filter, isCurrent) {
  const colors = colorsOf(scene);
  for (let depth = 0; depth < scene.depth; depth += 1) {
    const y = rect.y + depth * (rect.rows * rect.cell + 2);
    for (let at = 0; at < scene.kernelRows * scene.kernelCols; at += 1) {
      const [down, along] = [Math.floor(at / scene.kernelCols), at % scene.kernelCols];
      const [row, col] = lineOf(rect, down, along);
      g.fillStyle = css(fillOf(theme, colors, scene.weight(filter, depth, down, along)));
      g.fillRect(rect.x + col * rect.cell, y + row * rect.cell, rect.cell, rect.cell);
    }
  }
  const height = scene.depth * (rect.rows * rect.cell + 2) - 2;
  g.strokeStyle = css(isCurrent ? theme[scene.role("kernel")] : theme.border);
  g.lineWidth = isCurrent ? 2 : 1;
  g.beginPath();
  traceSquare(g, { x: rect.x, y: rect.y, side: 8, width: rect.cols * rect.cell, height }, 2);
  g.stroke();
}

/** How weights become colours. @type {(scene: Scene) => GridColors} */
function colorsOf({ kernel }) {
  const limit = kernel?.limit ?? 1;
  return { scale: "signed", low: -limit, high: limit };
}

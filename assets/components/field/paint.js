// Painting: the picture where it is seen, maps with the cells that are read, and what weighs.
import { context2d } from "../_shared/dom.js";
import { css, mix } from "../_shared/palette.js";
import { placeOf } from "./places.js";
/** @import { Color, Theme } from "../_shared/palette.js" */
/** @import { Frame, Stretches } from "./places.js" */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {{ rows: Stretches, cols: Stretches }} Cells */
/** @typedef {(x: number, y: number, width: number, height: number) => void} DrawBox */

const DIM = 0.66; // how much of the ground covers what is not seen
const LINES = 7; // px a cell, from which single cells are told apart

/**
 * A canvas of one pixel a cell, painted by `color(cell)`.
 *
 * @type {(rows: number, cols: number, color: (cell: number) => Iterable<number>) =>
 *   HTMLCanvasElement}
 */
export function cellsOf(rows, cols, color) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: cols, height: rows });
  const image = new ImageData(cols, rows);
  for (let cell = 0; cell < rows * cols; cell += 1) image.data.set([...color(cell), 255], 4 * cell);
  context2d(canvas).putImageData(image, 0, 0);
  return canvas;
}

/**
 * The canvas in the screen's own pixels, cleared.
 *
 * @type {(canvas: HTMLCanvasElement, side: number) => Context}
 */
export function prepared(canvas, side) {
  const ratio = window.devicePixelRatio || 1;
  const pixels = Math.round(side * ratio);
  if (canvas.width !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = context2d(canvas);
  context.setTransform(pixels / side, 0, 0, pixels / side, 0, 0);
  context.clearRect(0, 0, side, side);
  context.imageSmoothingEnabled = false;
  return context;
}

/**
 * Draw a canvas of one pixel a cell over the whole map.
 *
 * @type {(context: Context, frame: Frame, cells: HTMLCanvasElement) => void}
 */
export function drawCells(context, frame, cells) {
  const { left, top, width, height } = whole(frame);
  context.drawImage(cells, left, top, width, height);
}

/**
 * The picture: bright where it is seen, dim elsewhere.
 *
 * @type {(context: Context, frame: Frame, cells: HTMLCanvasElement, seen: Cells,
 *   theme: Theme) => void}
 */
export function paintSeen(context, frame, cells, seen, theme) {
  drawCells(context, frame, cells);
  const { left, top, width, height } = whole(frame);
  context.fillStyle = css(theme.background, DIM);
  context.fillRect(left, top, width, height);
  context.save();
  context.beginPath();
  each(frame, seen, (...box) => context.rect(...box));
  context.clip();
  drawCells(context, frame, cells);
  context.restore();
}

/**
 * A map: its cells, and in blue those that are read.
 *
 * @type {(context: Context, frame: Frame, seen: Cells, theme: Theme) => void}
 */
export function paintMap(context, frame, seen, theme) {
  const { left, top, width, height } = whole(frame);
  context.fillStyle = css(theme.surface);
  context.fillRect(left, top, width, height);
  context.fillStyle = css(mix(theme.surface, theme.input, 0.55));
  each(frame, seen, (...box) => context.fillRect(...box));
  context.strokeStyle = css(theme.border);
  context.lineWidth = 1;
  if (frame.scale >= LINES) rule(context, frame);
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
}

/** @param {Frame} frame */
const whole = (frame) => placeOf(frame, { row: 0, col: 0, ...frame });

/** @type {(frame: Frame, seen: Cells, draw: DrawBox) => void} */
function each(frame, { rows, cols }, draw) {
  for (const [top, bottom] of rows) {
    for (const [from, to] of cols) {
      const cells = { row: top, col: from, rows: bottom - top + 1, cols: to - from + 1 };
      const { left, top: above, width, height } = placeOf(frame, cells);
      draw(left, above, width, height);
    }
  }
}

/** @type {(context: Context, frame: Frame) => void} */
function rule(context, frame) {
  const { left, top, width, height } = whole(frame);
  context.beginPath();
  for (let col = 1; col < frame.cols; col += 1) {
    context.moveTo(left + col * frame.scale, top);
    context.lineTo(left + col * frame.scale, top + height);
  }
  for (let row = 1; row < frame.rows; row += 1) {
    context.moveTo(left, top + row * frame.scale);
    context.lineTo(left + width, top + row * frame.scale);
  }
  context.stroke();
}

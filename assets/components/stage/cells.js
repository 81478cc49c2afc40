// One cell on a canvas: its fill, its digits, its border.
/** @import { Color, Theme } from "../_shared/palette.js" */
/** @import { GridColors } from "./contract.js" */
/** @import { Context, Rect, Square } from "./shapes.js" */
/**
 * @typedef {(g: Context, theme: Theme, rect: Rect, row: number, col: number, value: number,
 *   fill: Color) => void} DrawCell
 */
import { READABLE, contrast, css, greyColor, ink, mix, signedColor } from "../_shared/palette.js";
import { lineOf } from "./folds.js";
import { fontFor, lettering } from "./fonts.js";

/**
 * The square of a cell of a grid, without the gap between cells.
 *
 * @type {(rect: Rect, row: number, col: number) => Square}
 */
export function squareOf(rect, row, col) {
  const { x, y, cell } = rect;
  const gap = cell >= 24 ? 2 : cell >= 10 ? 1 : 0;
  const [down, along] = lineOf(rect, row, col);
  return { x: x + along * cell, y: y + down * cell, side: cell - gap };
}

/** @param {number} side */
const radiusOf = (side) => (side >= 20 ? 4 : side >= 12 ? 2 : 0);

/**
 * Trace a square, or a larger box of cells, onto the path, grown on every side.
 *
 * @param {Context} g
 * @param {Square} square
 */
export function traceSquare(g, { x, y, side, width = side, height = side }, grow = 0) {
  const radius = radiusOf(side) ? radiusOf(side) + grow : 0;
  g.roundRect(x - grow, y - grow, width + 2 * grow, height + 2 * grow, Math.max(0, radius));
}

/**
 * A value's colour on its scale: {scale, low, high}.
 *
 * @type {(theme: Theme, colors: GridColors, value: number) => Color}
 */
export function fillOf(theme, { scale, low, high }, value) {
  if (scale === "grey") return greyColor(value, low, high);
  return signedColor(theme, value, Math.max(Math.abs(low), Math.abs(high)));
}

/** A filled cell with its number, where there is room for one. @type {DrawCell} */
export function drawValue(g, theme, rect, row, col, value, fill) {
  drawSquare(g, squareOf(rect, row, col), fill);
  drawNumber(g, theme, rect, row, col, value, ink(fill));
}

/**
 * A cell of the border: hatched, its colour (if it copies a real cell) faded, its ink lighter.
 * Where it holds infinity, which only says that it never wins, it is empty.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, row: number, col: number, value: number,
 *   fill: Color | null) => void}
 */
export function drawRing(g, theme, rect, row, col, value, fill) {
  const pale = fill ? faded(theme, fill) : theme.background;
  const square = squareOf(rect, row, col);
  drawSquare(g, square, pale);
  hatch(g, square, css(mix(pale, ink(pale), 0.13)));
  if (Math.abs(value) !== Infinity) drawSoft(g, theme, rect, row, col, value, pale);
}

/** A cell no window ever reads: faded, and struck through. @type {DrawCell} */
export function drawUnread(g, theme, rect, row, col, value, fill) {
  const pale = faded(theme, fill);
  const { x, y, side } = squareOf(rect, row, col);
  drawSquare(g, { x, y, side }, pale);
  g.strokeStyle = css(mix(pale, ink(pale), 0.35));
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(x + side * 0.12, y + side * 0.12);
  g.lineTo(x + side * 0.88, y + side * 0.88);
  g.stroke();
  drawSoft(g, theme, rect, row, col, value, pale);
}

/** @type {(theme: Theme, fill: Color) => Color} */
const faded = (theme, fill) => mix(theme.background, fill, 0.4);

/** A number that counts less, as far as it can still be read. @type {DrawCell} */
function drawSoft(g, theme, rect, row, col, value, pale) {
  const softer = mix(ink(pale), pale, 0.3);
  const color = contrast(softer, pale) >= READABLE ? softer : ink(pale);
  drawNumber(g, theme, rect, row, col, value, color);
}

/**
 * A cell that nothing was written to yet; it may hold the value it starts from.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, row: number, col: number,
 *   start?: number | null) => void}
 */
export function drawEmpty(g, theme, rect, row, col, start = null) {
  const { x, y, side } = squareOf(rect, row, col);
  if (side < 10) return drawSquare(g, { x, y, side }, theme.surface);
  const soft = mix(theme.background, theme.text, 0.65);
  if (start !== null) drawNumber(g, theme, rect, row, col, start, soft);
  g.strokeStyle = css(mix(theme.border, theme.text, 0.2));
  g.lineWidth = 1;
  g.setLineDash([2, 3]);
  g.beginPath();
  traceSquare(g, { x, y, side }, -0.5);
  g.stroke();
  g.setLineDash([]);
}

/** @type {(g: Context, square: Square, fill: Color) => void} */
function drawSquare(g, square, fill) {
  g.fillStyle = css(fill);
  if (!radiusOf(square.side)) return g.fillRect(square.x, square.y, square.side, square.side);
  g.beginPath();
  traceSquare(g, square);
  g.fill();
}

/** @type {DrawCell} */
function drawNumber(g, theme, rect, row, col, value, color) {
  const common = fontFor(rect.cell, rect.chars ?? 1);
  if (!common) return;
  const { x, y, side } = squareOf(rect, row, col);
  const { text, size } = lettering(value, side, common);
  g.font = `${size}px ${theme.code}`;
  g.textAlign = "center";
  g.fillStyle = css(color);
  g.fillText(text, x + side / 2, y + side / 2 + size * 0.06);
}

/** @type {(g: Context, square: Square, color: string) => void} */
function hatch(g, { x, y, side }, color) {
  const apart = Math.max(3, Math.min(7, side / 4));
  g.save();
  g.beginPath();
  g.rect(x, y, side, side);
  g.clip();
  g.strokeStyle = color;
  g.lineWidth = 1;
  g.beginPath();
  for (let along = apart; along < 2 * side; along += apart) {
    g.moveTo(x + along, y);
    g.lineTo(x + along - side, y + side);
  }
  g.stroke();
  g.restore();
}

// Outlines that can be seen on any fill, for large cells and for small ones.
/** @import { Color, Theme } from "../_shared/palette.js" */
/** @import { Context, Hue, Square } from "./shapes.js" */
import { css } from "../_shared/palette.js";
import { traceSquare } from "./cells.js";

const SMALL = 12; // squares too small to be outlined one by one

/**
 * Outline squares in a role's colour: one by one, or small ones all together.
 *
 * @type {(g: Context, theme: Theme, squares: Square[], role: Hue, width: number) => void}
 */
export function outlineSquares(g, theme, squares, role, width) {
  if (squares[0]?.side < SMALL) return surround(g, theme, squares, role);
  g.beginPath();
  for (const square of squares) traceSquare(g, square, 0.5);
  strokeWithRim(g, theme, role, width);
}

/** @type {(g: Context, theme: Theme, squares: Square[], role: Hue) => void} */
function surround(g, theme, squares, role) {
  fillGrown(g, squares, 3, theme.background);
  fillGrown(g, squares, 2, theme[role]);
  g.globalCompositeOperation = "destination-out";
  fillGrown(g, squares, 0, theme[role]);
  g.globalCompositeOperation = "source-over";
}

/** @type {(g: Context, squares: Square[], grow: number, color: Color) => void} */
function fillGrown(g, squares, grow, color) {
  g.fillStyle = css(color);
  g.beginPath();
  for (const { x, y, side } of squares) {
    g.rect(x - grow, y - grow, side + 2 * grow, side + 2 * grow);
  }
  g.fill();
}

/**
 * A line on a rim of the page's own colour, so that it shows on any fill.
 *
 * @type {(g: Context, theme: Theme, role: Hue, width: number) => void}
 */
export function strokeWithRim(g, theme, role, width) {
  g.strokeStyle = css(theme.background);
  g.lineWidth = width + 2;
  g.stroke();
  g.strokeStyle = css(theme[role]);
  g.lineWidth = width;
  g.stroke();
}

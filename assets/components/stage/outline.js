// Outlines that can be seen on any fill, for large cells and for small ones.
import { css } from "../_shared/palette.js";
import { trace } from "./cells.js";

const SMALL = 12; // squares too small to be outlined one by one

/** Outline squares in a role's colour: one by one, or small ones all together. */
export function outline(g, theme, squares, role, width) {
  if (squares[0]?.side < SMALL) return surround(g, theme, squares, role);
  g.beginPath();
  for (const square of squares) trace(g, square, 0.5);
  stroke(g, theme, role, width);
}

function surround(g, theme, squares, role) {
  for (const [grow, color] of [[3, theme.background], [2, theme[role]], [0, null]]) {
    g.globalCompositeOperation = color ? "source-over" : "destination-out";
    g.fillStyle = css(color ?? theme[role]);
    g.beginPath();
    for (const { x, y, side } of squares) {
      g.rect(x - grow, y - grow, side + 2 * grow, side + 2 * grow);
    }
    g.fill();
  }
  g.globalCompositeOperation = "source-over";
}

/** A line on a rim of the page's own colour, so that it shows on any fill. */
export function stroke(g, theme, role, width) {
  g.strokeStyle = css(theme.background);
  g.lineWidth = width + 2;
  g.stroke();
  g.strokeStyle = css(theme[role]);
  g.lineWidth = width;
  g.stroke();
}

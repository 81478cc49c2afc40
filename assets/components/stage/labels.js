// The words on the picture: above every plane its name and size, between the blocks a sign.
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Side } from "./scene.js" */
/** @import { Context, Hue, Rect, View } from "./shapes.js" */
import { css, mix, readable } from "../_shared/palette.js";
import { squareOf } from "./cells.js";
import { nameOf, sizeOf } from "./sizes.js";

const SIZE = 14;
const WIDEST = 999;

/**
 * Names of the input and output planes, and the signs; they stay as long as the scene does.
 *
 * @type {(g: Context, view: View) => void}
 */
export function paintLabels(g, { scene, theme, layout }) {
  paintSideLabels(g, { scene, theme, layout }, "input");
  if (!scene.refusal) paintSideLabels(g, { scene, theme, layout }, "output");
  g.font = `26px ${theme.font}`;
  g.fillStyle = css(mix(theme.background, theme.text, 0.55));
  g.textAlign = "center";
  for (const { text, x, y } of layout.signs) g.fillText(text, x, y);
}

/** @type {(g: Context, view: View, side: Side) => void} */
function paintSideLabels(g, { scene, theme, layout }, side) {
  layout[side].forEach((rect, i) => {
    paintLabel(g, theme, rect, scene.role(side), nameOf(scene, side, i), sizeOf(scene, side));
    if (rect.names) paintNames(g, theme, rect, scene.names(side), rect.names);
  });
}

/**
 * One label in its role's colour; the size follows in softer ink where it fits.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, role: Hue, name: string, size: string) => void}
 */
export function paintLabel(g, theme, rect, role, name, size) {
  const [x, y] = [rect.x - (rect.names ?? 0), rect.y - 14];
  g.textAlign = "left";
  g.font = `600 ${SIZE}px ${theme.font}`;
  g.fillStyle = css(readable(theme[role], theme.background, theme.text));
  const room = rect.room || WIDEST;
  g.fillText(name, x, y, room);
  const used = g.measureText(`${name}  `).width;
  g.font = `${SIZE}px ${theme.font}`;
  if (used + g.measureText(size).width > Math.max(room, rect.cols * rect.cell)) return;
  g.fillStyle = css(mix(theme.background, theme.text, 0.7));
  g.fillText(size, x + used, y);
}

/**
 * The name of every cell of a row that stands as a list.
 *
 * @type {(g: Context, theme: Theme, rect: Rect, names: string[], room: number) => void}
 */
function paintNames(g, theme, rect, names, room) {
  g.font = `${SIZE}px ${theme.font}`;
  g.fillStyle = css(mix(theme.background, theme.text, 0.85));
  g.textAlign = "right";
  names.forEach((name, i) => {
    const { x, y, side } = squareOf(rect, 0, i);
    g.fillText(name, x - 8, y + side / 2, room - 8);
  });
}

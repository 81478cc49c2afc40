// The words on the picture: above every plane its name and size, between the blocks a sign.
import { css, mix, readable } from "../_shared/palette.js";
import { nameOf, sizeOf } from "./sizes.js";

const SIZE = 14;
const WIDEST = 999;

/** Names of the input and output planes, and the signs; they stay as long as the scene does. */
export function paintLabels(g, { scene, theme, layout }) {
  for (const role of ["input", "output"]) {
    if (role === "output" && scene.message) continue;
    layout[role].forEach((rect, i) => {
      paintLabel(g, theme, rect, role, nameOf(scene, role, i), sizeOf(scene, role));
    });
  }
  g.font = `26px ${theme.font}`;
  g.fillStyle = css(mix(theme.background, theme.text, 0.55));
  g.textAlign = "center";
  for (const { text, x, y } of layout.signs) g.fillText(text, x, y);
}

/** One label in its role's colour; the size follows in softer ink where it fits. */
export function paintLabel(g, theme, rect, role, name, size) {
  const y = rect.y - 14;
  g.textAlign = "left";
  g.font = `600 ${SIZE}px ${theme.font}`;
  g.fillStyle = css(readable(theme[role], theme.background, theme.text));
  const room = rect.room || WIDEST;
  g.fillText(name, rect.x, y, room);
  const used = g.measureText(`${name}  `).width;
  g.font = `${SIZE}px ${theme.font}`;
  if (used + g.measureText(size).width > Math.max(room, rect.cols * rect.cell)) return;
  g.fillStyle = css(mix(theme.background, theme.text, 0.7));
  g.fillText(size, rect.x + used, y);
}

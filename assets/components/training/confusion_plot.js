// Paints the confusion matrix: names, counts, and the cells that are pointed at or open.
import { css, ink, mix } from "../_shared/palette.js";
import { rowShares } from "./confusion_layout.js";

export const FONT = 13;
const WEAKEST = 0.12; // of the output's colour in a cell with any image at all
const STRONGEST = 0.7; // so that one ink can be read on every cell

export function paintMatrix(g, { frame, counts, names, chosen, at }, theme) {
  paintNames(g, frame, names, theme);
  paintCells(g, frame, counts, theme);
  for (const [place, width] of [[chosen, 3], [at, 2]]) {
    if (place) outline(g, frame, place, width, theme);
  }
}

/** Every cell coloured by its share of the row; what is off the diagonal is a mistake, in bold. */
function paintCells(g, { count, cell, left, top }, counts, theme) {
  const shares = rowShares(counts, count);
  g.textAlign = "center";
  g.textBaseline = "middle";
  counts.forEach((value, i) => {
    const [x, y] = [left + (i % count) * cell, top + Math.floor(i / count) * cell];
    const share = shares[i] && WEAKEST + (STRONGEST - WEAKEST) * shares[i];
    const fill = mix(theme.surface, theme.output, share);
    g.fillStyle = css(fill);
    g.fillRect(x, y, cell - 1, cell - 1);
    if (!value || cell < 16) return;
    g.fillStyle = css(ink(fill));
    g.font = `${i % (count + 1) ? "600 " : ""}${Math.min(15, cell * 0.45)}px ${theme.font}`;
    g.fillText(value, x + (cell - 1) / 2, y + cell / 2);
  });
}

function outline(g, { cell, left, top }, { row, col }, width, theme) {
  g.strokeStyle = css(theme.text);
  g.lineWidth = width;
  g.strokeRect(left + col * cell, top + row * cell, cell - 1, cell - 1);
}

function paintNames(g, { count, cell, left, top, upright }, names, theme) {
  g.fillStyle = css(mix(theme.background, theme.text, 0.7));
  g.textBaseline = "middle";
  g.font = `${FONT}px ${theme.font}`;
  g.textAlign = "left";
  g.fillText("taken for →", left, 9);
  turned(g, "right class", 9, top + (count * cell) / 2, "center");
  g.fillStyle = css(theme.text);
  names.forEach((text, i) => {
    const middle = (i + 0.5) * cell;
    g.textAlign = "right";
    g.fillText(text, left - 6, top + middle, left - 24);
    if (!upright) return turned(g, text, left + middle, top - 6, "left", top - 26);
    g.textAlign = "center";
    return g.fillText(text, left + middle, top - 10);
  });
}

/** Text that reads upwards. */
function turned(g, text, x, y, align, most) {
  g.save();
  g.translate(x, y);
  g.rotate(-Math.PI / 2);
  g.textAlign = align;
  g.fillText(text, 0, 0, most);
  g.restore();
}

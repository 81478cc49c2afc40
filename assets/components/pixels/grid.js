// The numbers of one plane as coloured cells, changed in place.
import { css, ink } from "../_shared/palette.js";
import { fontOf } from "./layout.js";
import { placeIn } from "./area.js";
import { shade } from "./planes.js";

const READABLE = 9; // pixels of a digit's height, and more

/** The fill and the ink of all 256 values of a plane. */
export function colorsOf(plane, tinted) {
  return Array.from({ length: 256 }, (_, value) => {
    const color = shade(value, plane, tinted);
    return { fill: css(color), ink: css(ink(color)) };
  });
}

const longest = (texts) => Math.max(...texts.map((text) => text.length));

/** The texts of all values that can be read in a cell: 0.56, or .56 where that is too small. */
export const textsOf = ({ cells, tight }, cell) =>
  fontOf(cell, longest(cells)) < READABLE ? tight : cells;

/** As many rows and columns as the area has; what was there before stays where it fits. */
export function build(table, { rows, cols }, cell, texts) {
  table.style.setProperty("--cell", `${cell}px`);
  table.style.fontSize = `${fontOf(cell, longest(texts))}px`;
  const shape = `${rows}x${cols}`;
  if (table.dataset.shape === shape) return;
  table.dataset.shape = shape;
  table.replaceChildren();
  for (let row = 0; row < rows; row += 1) {
    const line = table.insertRow();
    for (let col = 0; col < cols; col += 1) line.insertCell();
  }
  table.cells = [...table.querySelectorAll("td")];
}

/** Write the area's values; beyond the picture a cell is empty. `place` is outlined. */
export function fill(table, plane, { planes, area, place, texts, colors }) {
  table.cells.forEach((cell, at) => {
    const there = placeIn(area, at, planes);
    const value = there ? planes.value(plane, there) : null;
    const look = there ? colors[value] : { fill: "", ink: "" };
    const text = there ? texts[value] : "";
    if (cell.textContent !== text) cell.textContent = text;
    if (cell.look !== look) {
      cell.style.backgroundColor = look.fill;
      cell.style.color = look.ink;
      cell.look = look;
    }
    cell.classList.toggle("out", !there);
    cell.classList.toggle("here", there?.row === place.row && there?.col === place.col);
  });
}

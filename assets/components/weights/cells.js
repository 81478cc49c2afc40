// Draws the weights: one text field a weight, filled red below zero and violet above.
import { fit, number } from "../_shared/format.js";
import { css, ink, signedColor } from "../_shared/palette.js";
import { strongest } from "./values.js";

/** Where a field lies in the kernel. */
export const placeOf = (cell) => ({ row: Number(cell.dataset.row), col: Number(cell.dataset.col) });

export const cellAt = (grid, { row, col }) =>
  grid.querySelector(`[data-row="${row}"][data-col="${col}"]`);

/** The field after or before this one, along the rows; none past the ends. */
export function neighbour(grid, cell, step) {
  const cells = [...grid.children];
  return cells[cells.indexOf(cell) + step] ?? null;
}

/** Lay out a grid of fields, unless it has this shape already. */
export function build(grid, rows, cols) {
  const shape = `${rows}x${cols}`;
  if (grid.dataset.shape === shape) return;
  grid.dataset.shape = shape;
  grid.parentElement.style.setProperty("--cols", cols);
  const places = Array.from({ length: rows * cols }, (_, i) => [Math.floor(i / cols), i % cols]);
  grid.replaceChildren(...places.map(([row, col]) => field(row, col)));
}

function field(row, col) {
  const cell = document.createElement("input");
  cell.type = "text";
  cell.autocomplete = "off";
  cell.spellcheck = false;
  cell.dataset.row = row;
  cell.dataset.col = col;
  cell.setAttribute("role", "spinbutton");
  cell.setAttribute("aria-label", `row ${row + 1}, column ${col + 1}`);
  return cell;
}

/** Show the weights; a field being typed into keeps the reader's text. */
export function draw(grid, values, { theme, editable, limit }) {
  const most = strongest(values);
  const room = roomOf(grid.firstElementChild);
  for (const cell of grid.children) {
    const { row, col } = placeOf(cell);
    const value = values[row][col];
    const fill = signedColor(theme, value, most);
    cell.style.backgroundColor = css(fill);
    cell.style.color = css(ink(fill));
    cell.readOnly = !editable;
    cell.setAttribute("aria-valuenow", value);
    cell.setAttribute("aria-valuetext", number(value));
    cell.setAttribute("aria-valuemin", -limit);
    cell.setAttribute("aria-valuemax", limit);
    if (cell.dataset.typing) continue;
    write(cell, textOf(value, room));
    cell.title = Number.isInteger(value) ? "" : number(value, 8);
  }
}

/** A new text is selected where the reader is, so that typing replaces it. */
function write(cell, text) {
  if (cell.value === text) return;
  cell.value = text;
  if (cell.matches(":focus")) cell.select();
}

/** How many digits a field can show, all of the same width. */
function roomOf(cell) {
  const character = 0.62 * parseFloat(getComputedStyle(cell).fontSize);
  return Math.min(Math.max((cell.clientWidth - 1) / character, 3), 6);
}

/** Three digits where they fit: 1/9 is 0.111. A decimal point is half as wide as a digit. */
function textOf(value, digits) {
  const room = Math.floor(Number.isInteger(value) ? digits : digits + 0.5);
  const text = number(value, 3);
  return text.length <= room ? text : fit(value, room);
}

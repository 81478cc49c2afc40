// Draws the weights: one text field a weight, filled red below zero and violet above.
import { fit, number } from "../_shared/format.js";
import { css, ink, signedColor } from "../_shared/palette.js";
import { largestSize } from "./values.js";
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { WeightsMessage } from "./contract.js" */
/** @import { Rows } from "./values.js" */

/** Where a field lies in the kernel. @type {(cell: HTMLInputElement) => Place} */
export const placeOf = ({ dataset: { row, col } }) => ({ row: Number(row), col: Number(col) });

/** All fields of a grid, in reading order. @type {(grid: Element) => HTMLInputElement[]} */
export const cellsOf = (grid) =>
  [...grid.children].filter((cell) => cell instanceof HTMLInputElement);

/**
 * The field `step` after this one, along the rows; none past the ends.
 *
 * @type {(grid: Element, cell: HTMLInputElement, step: number) => HTMLInputElement | undefined}
 */
export function neighbourCell(grid, cell, step) {
  const cells = cellsOf(grid);
  return cells[cells.indexOf(cell) + step];
}

/**
 * Lay out a grid of fields, unless it has this shape already.
 *
 * @type {(grid: HTMLElement, rows: number, cols: number) => void}
 */
export function buildGrid(grid, rows, cols) {
  const shape = `${rows}x${cols}`;
  if (grid.dataset.shape === shape) return;
  grid.dataset.shape = shape;
  grid.parentElement?.style.setProperty("--cols", String(cols));
  const places = Array.from({ length: rows * cols }, (_, i) => [Math.floor(i / cols), i % cols]);
  grid.replaceChildren(...places.map(([row, col]) => field(row, col)));
}

/** @type {(row: number, col: number) => HTMLInputElement} */
function field(row, col) {
  const cell = document.createElement("input");
  cell.type = "text";
  cell.autocomplete = "off";
  cell.spellcheck = false;
  cell.dataset.row = String(row);
  cell.dataset.col = String(col);
  cell.setAttribute("role", "spinbutton");
  cell.setAttribute("aria-label", `row ${row + 1}, column ${col + 1}`);
  return cell;
}

/**
 * Show the weights; a field being typed into keeps the reader's text.
 *
 * @param {HTMLElement} grid
 * @param {Rows} values
 * @param {Pick<WeightsMessage, "editable" | "limit"> & { theme: Theme }} look
 */
export function drawGrid(grid, values, { theme, editable, limit }) {
  const most = largestSize(values);
  const cells = cellsOf(grid);
  const room = roomOf(cells[0]);
  for (const cell of cells) {
    const { row, col } = placeOf(cell);
    const value = values[row][col];
    const fill = signedColor(theme, value, most);
    cell.style.backgroundColor = css(fill);
    cell.style.color = css(ink(fill));
    cell.readOnly = !editable;
    cell.setAttribute("aria-valuenow", String(value));
    cell.setAttribute("aria-valuetext", number(value));
    cell.setAttribute("aria-valuemin", String(-limit));
    cell.setAttribute("aria-valuemax", String(limit));
    if (cell.dataset.typing) continue;
    write(cell, textOf(value, room));
    cell.title = Number.isInteger(value) ? "" : number(value, 8);
  }
}

/**
 * A new text is selected where the reader is, so that typing replaces it.
 *
 * @type {(cell: HTMLInputElement, text: string) => void}
 */
function write(cell, text) {
  if (cell.value === text) return;
  cell.value = text;
  if (cell.matches(":focus")) cell.select();
}

/** How many digits a field can show, all of the same width. @param {HTMLInputElement} cell */
function roomOf(cell) {
  const character = 0.62 * parseFloat(getComputedStyle(cell).fontSize);
  return Math.min(Math.max((cell.clientWidth - 1) / character, 3), 6);
}

/**
 * Three digits where they fit: 1/9 is 0.111. A decimal point is half as wide as a digit.
 *
 * @type {(value: number, digits: number) => string}
 */
function textOf(value, digits) {
  const room = Math.floor(Number.isInteger(value) ? digits : digits + 0.5);
  const text = number(value, 3);
  return text.length <= room ? text : fit(value, room);
}

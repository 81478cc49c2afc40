// The numbers of one plane as coloured cells, changed in place.
import { setText } from "../_shared/dom.js";
import { css, ink } from "../_shared/palette.js";
import { samePlace } from "../_shared/place.js";
import { pixelOfCell } from "./cell_region.js";
import { fontOf } from "./layout.js";
import { shadeOf } from "./planes.js";

/** @import { Region } from "../_shared/contract.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { Planes } from "./planes.js" */
/** @typedef {{ fill: string, ink: string }} Look */
/**
 * @typedef {object} Shown
 * @property {Planes} planes
 * @property {Region} area
 * @property {Place} place
 * @property {string[]} texts
 * @property {Look[]} colors
 */

const READABLE = 9; // pixels of a digit's height, and more
const EMPTY = { fill: "", ink: "" };

/**
 * The fill and the ink of all 256 values of a plane.
 *
 * @type {(plane: number, tinted: boolean) => Look[]}
 */
export function colorsOf(plane, tinted) {
  return Array.from({ length: 256 }, (_, value) => {
    const color = shadeOf(value, plane, tinted);
    return { fill: css(color), ink: css(ink(color)) };
  });
}

/** @param {string[]} texts */
const longest = (texts) => Math.max(...texts.map((text) => text.length));

/**
 * The texts of all values that can be read in a cell: 0.56, or .56 where that is too small.
 *
 * @type {(texts: { cells: string[], tight: string[] }, cell: number) => string[]}
 */
export const textsOf = ({ cells, tight }, cell) =>
  fontOf(cell, longest(cells)) < READABLE ? tight : cells;

export class Grid {
  /** @type {HTMLTableCellElement[]} */
  cells = [];
  /** How every cell looks. @type {WeakMap<HTMLTableCellElement, Look>} */
  #looks = new WeakMap();
  #shape = "";

  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.table = table;
  }

  /**
   * As many rows and columns as the area has; what was there before stays where it fits.
   *
   * @type {(area: Region, cell: number, texts: string[]) => void}
   */
  build({ rows, cols }, cell, texts) {
    const { table } = this;
    table.style.setProperty("--cell", `${cell}px`);
    table.style.fontSize = `${fontOf(cell, longest(texts))}px`;
    const shape = `${rows}x${cols}`;
    if (this.#shape === shape) return;
    this.#shape = shape;
    table.replaceChildren();
    for (let row = 0; row < rows; row += 1) {
      const line = table.insertRow();
      for (let col = 0; col < cols; col += 1) line.insertCell();
    }
    this.cells = [...table.querySelectorAll("td")];
  }

  /**
   * Write the area's values; beyond the picture a cell is empty. The place is outlined.
   *
   * @type {(plane: number, shown: Shown) => void}
   */
  fill(plane, { planes, area, place, texts, colors }) {
    this.cells.forEach((cell, at) => {
      const there = pixelOfCell(area, at, planes);
      const value = there && planes.value(plane, there);
      setText(cell, value === null ? "" : texts[value]);
      this.#paint(cell, value === null ? EMPTY : colors[value]);
      cell.classList.toggle("out", !there);
      cell.classList.toggle("here", there !== null && samePlace(there, place));
    });
  }

  /** @type {(cell: HTMLTableCellElement, look: Look) => void} */
  #paint(cell, look) {
    if (this.#looks.get(cell) === look) return;
    cell.style.backgroundColor = look.fill;
    cell.style.color = look.ink;
    this.#looks.set(cell, look);
  }
}

// Numbers in cells: a window, a kernel, products. Every cell is as wide as the longest number.
/** @import { Color } from "../_shared/palette.js" */
/** @import { Sides } from "./shapes.js" */
/** @typedef {(cell: HTMLButtonElement, i: number) => void} Dress */
/** @typedef {"large" | "usual" | "dense"} NumberSize */
import { newElement, setAttribute, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { tint } from "./paint.js";
import { ROOM, TIGHT, brief } from "./words.js";

export class Grid {
  /**
   * `role` is "input", "kernel", "product" or "output"; `cells` is [rows, columns];
   * `dress(cell, i)` prepares a cell that answers to the pointer, if the cells do; `room` is how
   * many characters a number may have.
   *
   * @param {{ role: string, title?: string, cells: Sides, dress?: Dress | null,
   *   room?: number }} given
   */
  constructor({ role, title = "", cells: [rows, cols], dress = null, room }) {
    this.room = room;
    this.element = newElement("div", `numbers ${role}`);
    this.element.style.setProperty("--cols", String(cols));
    if (title) setAttribute(this.element, "aria-label", title);
    /** @type {HTMLElement[]} */
    this.cells = Array.from({ length: rows * cols }, (_, i) => {
      if (!dress) return newElement("span", "cell");
      const cell = newElement("button", "cell");
      cell.type = "button";
      dress(cell, i);
      return cell;
    });
    this.element.append(...this.cells);
  }

  /**
   * Bring values on screen, in the colours of `color(value, i)`; gives the longest's length.
   *
   * @type {(values: ArrayLike<number>, color: (value: number, i: number) => Color) => number}
   */
  show(values, color) {
    let longest = 1;
    this.cells.forEach((cell, i) => {
      const text = brief(values[i], this.room);
      longest = Math.max(longest, text.length);
      setText(cell, text);
      if (cell.tagName !== "BUTTON") cell.title = number(values[i], 7);
      tint(cell, color(values[i], i));
    });
    return longest;
  }

  /** Mark some cells, by place. @param {number[]} places */
  choose(places, className = "chosen") {
    this.cells.forEach((cell, i) => cell.classList.toggle(className, places.includes(i)));
  }
}

// px of a character, and around a number
const SIZES = { large: [9.8, 12], usual: [7.3, 8], dense: [7.3, 4] };

/**
 * Width of a cell for so many characters, at the size numbers are written in.
 *
 * @param {number} chars
 * @param {NumberSize} size
 */
export function cellWidth(chars, size = "usual") {
  const [each, around] = SIZES[size];
  return Math.ceil(Math.max(chars, 3) * each + around);
}

const SIGNS = 170; // px of the signs and the sum beside the grids
const LONGEST = 6; // characters
const BESIDE = 150; // px of the small map, and of the room's edges

/**
 * Whether so many grids of so many columns can stand side by side in large cells.
 *
 * @param {number} width
 * @param {number} cols
 */
export const fitsLarge = (width, cols, grids = 1) =>
  cols * grids * cellWidth(LONGEST, "large") + (grids > 1 ? SIGNS : 0) <= width - BESIDE;

const ROW = 64; // px of the signs and edges of window × kernel = products
const EDGES = 60; // px around the channels, and between two

/**
 * How long a number may be for a channel to stand in one line, two side by side if they can;
 * 0 where even one cannot.
 *
 * @type {(width: number, cols: number) => number}
 */
export function denseIn(width, cols) {
  const across = (/** @type {number} */ chars) => 3 * cols * (cellWidth(chars, "dense") + 1) + ROW;
  /** @param {number} count */
  const fits = (count) => [ROOM, TIGHT].find((chars) => count * across(chars) + EDGES <= width);
  return fits(2) ?? fits(1) ?? 0;
}

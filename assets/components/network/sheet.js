// A picture of one map with its name: its cells can be pointed at, chosen, and outlined.
/** @import { Place, Sides, Spot } from "./shapes.js" */
/** @import { Region } from "../_shared/contract.js" */
/** @typedef {(cell: Spot, sheet: Sheet) => void} Choose */
/**
 * What a sheet is made of: `sides` its rows and columns, `width` its room. `point` and `pick` hear
 * of [row, column], `point` of null as well; `open` is called when the name is chosen.
 *
 * @typedef {object} SheetGiven
 * @property {SheetRole} role
 * @property {string} title
 * @property {Sides} sides
 * @property {number} width
 * @property {Place} place
 * @property {(cell: Spot | null) => void} [point]
 * @property {Choose | null} [pick]
 * @property {(() => void) | null} [open]
 */
/** @typedef {"input" | "kernel" | "partial" | "output" | "after" | "where"} SheetRole */
import { newElement, setAttribute } from "../_shared/dom.js";
import { cellAfter, cellUnder, cover } from "./cells.js";
import { crisp } from "./paint.js";

const THIN = 16; // px: no side of a map is shorter
const NUMBER = { width: 92, height: 44 }; // px of a map of one cell: its value stands in it

export class Sheet {
  /** @param {SheetGiven} given */
  constructor({ role, title, sides, width, place, point = () => {}, pick = null, open = null }) {
    this.role = role;
    this.sides = sides;
    this.place = place;
    this.point = point;
    this.pick = pick;
    /** @type {Spot} */
    this.cursor = [0, 0];
    /** Whose result it shows, where it shows one. @type {number | null} */
    this.partial = null;
    /** Its value, where it has but one. @type {HTMLElement | null} */
    this.number = null;
    this.element = newElement("figure", "sheet");
    Object.assign(this.element.dataset, { role, node: place.node, channel: String(place.channel) });
    this.face = newElement("div", "face");
    this.canvas = newElement("canvas");
    this.mark = newElement("div", "cellmark");
    this.box = newElement("div", "readmark");
    this.mark.hidden = this.box.hidden = true;
    this.face.append(this.canvas, this.box, this.mark);
    this.element.append(captionOf(title, open), this.face);
    this.#size(width);
    if (pick) this.#listen(title, pick);
  }

  /** Where a value was chosen, for what grows out of it. */
  get cellElement() {
    return this.mark.hidden ? this.face : this.mark;
  }

  /**
   * Mark a cell, and outline the box of cells that is read; null for none.
   *
   * @param {Spot | null} cell
   * @param {Region | null} box
   */
  light(cell, box = null) {
    cover(this.mark, cell && { row: cell[0], col: cell[1] }, this.sides, 6);
    cover(this.box, box, this.sides, 6);
  }

  /** @param {number} width */
  #size(width) {
    const [rows, cols] = this.sides;
    const longest = Math.max(rows, cols);
    const shown = (/** @type {number} */ side) =>
      Math.round(Math.max((width * side) / longest, THIN));
    let [wide, high] = [shown(cols), shown(rows)];
    if (longest === 1 && ["output", "after"].includes(this.role)) {
      [wide, high] = [NUMBER.width, NUMBER.height];
      this.number = newElement("b", "figure");
      this.face.append(this.number);
    }
    Object.assign(this.face.style, { width: `${wide}px`, height: `${high}px` });
    this.element.style.setProperty("--width", `${wide}px`);
    crisp(this.canvas, wide, cols);
  }

  /** @type {(title: string, pick: Choose) => void} */
  #listen(title, pick) {
    const { face, sides: [rows, cols] } = this;
    face.tabIndex = 0;
    setAttribute(face, "role", "button");
    setAttribute(face, "aria-label",
      `${title}, ${rows} by ${cols} cells; the arrow keys move, Enter opens a cell`);
    face.onpointermove = (event) => this.#at(cellUnder(event, face, this.sides));
    face.onpointerleave = () => this.point(null);
    face.onclick = (event) => {
      if (event.detail) this.#at(cellUnder(event, face, this.sides));
      pick(this.cursor, this);
    };
    face.onfocus = () => face.matches(":focus-visible") && this.point(this.cursor);
    face.onkeydown = (event) => this.#press(event);
  }

  /** @param {Spot} cell */
  #at(cell) {
    this.cursor = cell;
    this.point(cell);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const next = cellAfter(this.cursor, event.key, this.sides);
    if (next) this.#at(next);
    else if (event.key === "Enter" || event.key === " ") this.pick?.(this.cursor, this);
    else return;
    event.preventDefault();
  }
}

/** @type {(title: string, open: (() => void) | null) => HTMLElement} */
function captionOf(title, open) {
  const caption = newElement(open ? "button" : "figcaption", "caption", title);
  caption.title = title;
  if (open) Object.assign(caption, { type: "button", onclick: open });
  return caption;
}

// One panel: a map, the part of it a unit reads, and how a hand moves the unit on it.
import {
  cloneTemplate, elementIn, elementsIn, placeElement, pointIn, setText,
} from "../_shared/dom.js";
import { ARROWS, movedPlace } from "../_shared/place.js";
import { drawCells, paintMap, paintSeen, prepared } from "./paint.js";
import { atLeast, frameOf, placeOf, stretches, unitAt } from "./places.js";
import { rangesOf } from "./words.js";
/** @import { Packed } from "../_shared/message.js" */
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { FieldMap } from "./contract.js" */
/** @import { Cells } from "./paint.js" */
/** @import { Extent } from "./places.js" */
/** @import { Seen } from "./words.js" */
/** @typedef {"sees" | "weighs" | "between" | "last"} PanelRole */
/** @typedef {{ unit: Place, units: Extent, go(unit: Place, held: boolean): void }} Hand */
/** @typedef {{ title: string, knobs: string, size: string }} Words */
/**
 * For every unit of the last map: which cells of this one it reads, and where its view begins.
 *
 * @typedef {object} Tables
 * @property {Packed<Uint8Array>} rows
 * @property {Packed<Uint8Array>} cols
 * @property {Packed<Int32Array>} top
 * @property {Packed<Int32Array>} left
 */

const FAR = 5; // units an arrow key moves with Shift
const LEAST = 7; // px: no outline is smaller

export class Panel {
  /** Its pixels, where it shows a picture. @type {HTMLCanvasElement | null} */
  cells = null;

  /**
   * @param {HTMLTemplateElement} template
   * @param {PanelRole} role
   * @param {FieldMap} map
   * @param {Tables} tables
   */
  constructor(template, role, map, tables) {
    this.figure = cloneTemplate(template);
    this.role = role;
    this.figure.classList.add(role);
    this.parts = elementsIn(this.figure, HTMLElement,
      "title", "knobs", "size", "sheet", "view", "unit", "range");
    this.canvas = elementIn(this.figure, "canvas", HTMLCanvasElement);
    this.map = map;
    this.tables = tables;
    this.frame = frameOf(map, 0);
  }

  /** Answer mouse, finger and keys. @param {Hand} hand */
  listen(hand) {
    const { sheet } = this.parts;
    const at = (/** @type {PointerEvent} */ event) =>
      unitAt(pointIn(sheet, event), this.frame, hand.units);
    sheet.onpointerdown = (event) => {
      if (event.button) return;
      sheet.setPointerCapture(event.pointerId);
      hand.go(at(event), true);
    };
    sheet.onpointermove = (event) => {
      if (sheet.hasPointerCapture(event.pointerId)) hand.go(at(event), true);
    };
    sheet.onlostpointercapture = () => hand.go(hand.unit, false);
    sheet.onkeydown = (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? FAR : 1;
      const { rows: height, cols: width } = hand.units;
      hand.go(movedPlace(hand.unit, arrow[0] * step, arrow[1] * step, { height, width }), false);
    };
  }

  /**
   * Show another map, or the same one in another size.
   *
   * @type {(map: FieldMap, tables: Tables, side: number, words: Words) => void}
   */
  settle(map, tables, side, words) {
    Object.assign(this, { map, tables, frame: frameOf(map, side) });
    const { title, knobs, size } = words;
    setText(this.parts.title, title);
    setText(this.parts.knobs, knobs);
    setText(this.parts.size, size);
    const label = [title, knobs, size].filter(Boolean).join(", ");
    const hint = "Arrow keys move the unit, with Shift five.";
    this.parts.sheet.setAttribute("aria-label", `${label}. ${hint}`);
    this.figure.style.setProperty("--side", `${side}px`);
  }

  /** Show what a unit reads here. @type {(place: Place, theme: Theme) => Seen} */
  point(place, theme) {
    const { map, tables, frame, parts } = this;
    const [high, wide] = map.sees;
    const seen = {
      rows: stretches(tables.rows, place.row), cols: stretches(tables.cols, place.col),
    };
    const [row, col] = [tables.top.values[place.row], tables.left.values[place.col]];
    const box = placeOf(frame, { row, col, rows: high, cols: wide });
    const isCut = row < 0 || col < 0 || row + high > map.rows || col + wide > map.cols;
    this.figure.classList.toggle("cut", isCut);
    placeElement(parts.view, atLeast(box, LEAST));
    placeElement(parts.unit, atLeast(box, LEAST));
    parts.unit.hidden = this.role !== "last";
    parts.view.hidden = !parts.unit.hidden;
    this.#paint(seen, theme);
    setText(parts.range, rangesOf(seen.rows, seen.cols, "\n"));
    return { ...seen, isCut };
  }

  /** @type {(seen: Cells, theme: Theme) => void} */
  #paint(seen, theme) {
    const context = prepared(this.canvas, this.frame.side);
    if (!this.cells) paintMap(context, this.frame, seen, theme);
    else if (this.role === "sees") paintSeen(context, this.frame, this.cells, seen, theme);
    else drawCells(context, this.frame, this.cells);
  }
}

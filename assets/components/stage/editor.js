// Changing one number in its place: a small input that stands on the cell.
import { placeElement } from "../_shared/dom.js";
import { number, parseNumber } from "../_shared/format.js";
/** @import { EditableCell } from "./contract.js" */
/** @import { Square } from "./shapes.js" */
/**
 * What the editor calls.
 *
 * @typedef {object} EditorEvents
 * @property {(cell: EditableCell, value: number) => void} commit
 * @property {(cell: EditableCell, by: number) => boolean} move
 * @property {() => void} leave
 * @property {() => void} refuse
 */

const LEAST = { width: 76, height: 36 };

export class Editor {
  /** The cell it stands on. @type {EditableCell | null} */
  cell = null;
  #before = "";
  #limit = Infinity;

  /**
   * @param {HTMLInputElement} input
   * @param {EditorEvents} events
   */
  constructor(input, events) {
    this.input = input;
    this.events = events;
    input.onkeydown = (event) => this.onKey(event);
    input.onblur = () => this.close(true);
    input.oninput = () => input.removeAttribute("aria-invalid");
  }

  /**
   * Stand on a cell; no number beyond the limit is taken.
   *
   * @type {(cell: EditableCell, square: Square, value: number, name: string, limit: number) =>
   *   void}
   */
  open(cell, square, value, name, limit) {
    if (this.cell) this.close(true);
    this.cell = cell;
    this.#limit = limit;
    this.#before = number(value, 7);
    this.place(square);
    this.input.value = this.#before;
    this.input.setAttribute("aria-label", name);
    this.input.removeAttribute("aria-invalid");
    this.input.hidden = false;
    this.input.focus({ preventScroll: false });
    this.input.select();
  }

  /** Stand on the middle of a square. @param {Square} square */
  place({ x, y, side }) {
    const [width, height] = [Math.max(side, LEAST.width), Math.max(side, LEAST.height)];
    const left = Math.max(0, x + side / 2 - width / 2);
    placeElement(this.input, { left, top: y + side / 2 - height / 2, width, height });
  }

  /** Take what was typed; false when it is no number. */
  commit() {
    const text = this.input.value;
    const value = parseNumber(text, this.#limit);
    if (value === null) {
      this.input.setAttribute("aria-invalid", "true");
      this.events.refuse();
      return false;
    }
    if (this.cell && text !== this.#before) this.events.commit(this.cell, value);
    this.#before = text;
    return true;
  }

  /** Go away, with or without what was typed. @param {boolean} keep */
  close(keep) {
    if (!this.cell) return;
    if (keep) this.commit();
    this.cell = null;
    this.input.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation();
    const act = KEYS[event.key];
    if (act && act(this, event) !== false) event.preventDefault();
  }

  /** @param {number} by */
  nudge(by) {
    const value = parseNumber(this.input.value, this.#limit) ?? 0;
    const moved = Math.min(this.#limit, Math.max(-this.#limit, value + by));
    this.input.value = number(moved, 7);
    this.input.removeAttribute("aria-invalid");
  }

  /** @param {boolean} keep */
  leave(keep) {
    if (keep && !this.commit()) return;
    this.close(false);
    this.events.leave();
  }
}

/**
 * What keys do; false leaves them to the page.
 *
 * @type {Record<string, (editor: Editor, event: KeyboardEvent) => boolean | void>}
 */
const KEYS = {
  Enter: (editor) => editor.leave(true),
  Escape: (editor) => editor.leave(false),
  ArrowUp: (editor) => editor.nudge(1),
  ArrowDown: (editor) => editor.nudge(-1),
  Tab(editor, { shiftKey }) {
    const { cell } = editor;
    return editor.commit() && cell !== null && editor.events.move(cell, shiftKey ? -1 : 1);
  },
};

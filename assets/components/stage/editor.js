// Changing one number in its place: a small input that stands on the cell.
import { number, parseNumber } from "../_shared/format.js";

const LIMIT = 9999;
const LEAST = { width: 76, height: 36 };

export class Editor {
  /** `events`: commit(cell, value), move(cell, by), leave(), refuse(). */
  constructor(input, events) {
    Object.assign(this, { input, events, cell: null });
    input.onkeydown = (event) => this.onKey(event);
    input.onblur = () => this.close(true);
    input.oninput = () => input.removeAttribute("aria-invalid");
  }

  open(cell, rect, value, name) {
    if (this.cell) this.close(true);
    this.cell = cell;
    this.before = number(value, 7);
    this.place(rect);
    this.input.value = this.before;
    this.input.setAttribute("aria-label", name);
    this.input.removeAttribute("aria-invalid");
    this.input.hidden = false;
    this.input.focus({ preventScroll: false });
    this.input.select();
  }

  /** Stand on the middle of a square: {x, y, side}. */
  place({ x, y, side }) {
    const [width, height] = [Math.max(side, LEAST.width), Math.max(side, LEAST.height)];
    const left = Math.max(0, x + side / 2 - width / 2);
    const box = { left, top: y + side / 2 - height / 2, width, height };
    for (const [name, size] of Object.entries(box)) this.input.style[name] = `${size}px`;
  }

  /** Take what was typed; false when it is no number. */
  commit() {
    const text = this.input.value;
    const value = parseNumber(text, LIMIT);
    if (value === null) {
      this.input.setAttribute("aria-invalid", "true");
      this.events.refuse();
      return false;
    }
    if (text !== this.before) this.events.commit(this.cell, value);
    this.before = text;
    return true;
  }

  close(keep) {
    if (!this.cell) return;
    if (keep) this.commit();
    this.cell = null;
    this.input.hidden = true;
  }

  onKey(event) {
    event.stopPropagation();
    const act = KEYS[event.key];
    if (act && act(this, event) !== false) event.preventDefault();
  }

  nudge(by) {
    const value = parseNumber(this.input.value, LIMIT) ?? 0;
    this.input.value = number(Math.min(LIMIT, Math.max(-LIMIT, value + by)), 7);
    this.input.removeAttribute("aria-invalid");
  }

  leave(keep) {
    if (keep && !this.commit()) return;
    this.close(false);
    this.events.leave();
  }
}

const KEYS = {
  Enter: (editor) => editor.leave(true),
  Escape: (editor) => editor.leave(false),
  ArrowUp: (editor) => editor.nudge(1),
  ArrowDown: (editor) => editor.nudge(-1),
  Tab(editor, { shiftKey }) {
    return editor.commit() && editor.events.move(editor.cell, shiftKey ? -1 : 1);
  },
};

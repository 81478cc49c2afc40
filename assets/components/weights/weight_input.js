// Changing weights by hand: drag, wheel, keys and typing become calls on the editor.
import { neighbourCell } from "./cells.js";
import { StepCounter } from "./values.js";
/** @import { Editor } from "./weights.js" */

const DRAG = 8; // pixels a step
const WHEEL = 50; // a notch of most wheels says 100 or 120
const FINE = 0.1; // with Shift
const UP = new Map([["ArrowUp", 1], ["ArrowDown", -1], ["PageUp", 5], ["PageDown", -5]]);
const ALONG = new Map([["ArrowLeft", -1], ["ArrowRight", 1]]);

/** @type {(steps: number, event: MouseEvent | KeyboardEvent) => number} */
const amount = (steps, event) => steps * (event.shiftKey ? FINE : 1);

/** The field an event happened on. @param {Event} event */
const cellOf = ({ target }) => (target instanceof HTMLInputElement ? target : null);

/**
 * Answer every way of changing a weight with `editor.nudge`, `editor.type` and `editor.rest`.
 *
 * @type {(grid: HTMLElement, editor: Editor) => void}
 */
export function listenToInput(grid, editor) {
  drags(grid, editor);
  wheels(grid, editor);
  keys(grid, editor);
  typing(grid, editor);
}

/** @type {(grid: HTMLElement, editor: Editor) => void} */
function drags(grid, editor) {
  /** @type {{ cell: HTMLInputElement, y: number, ratchet: StepCounter, moved: boolean } | null} */
  let drag = null;
  grid.addEventListener("mousedown", (event) => drag && event.preventDefault());
  grid.addEventListener("pointerdown", (event) => {
    const cell = cellOf(event);
    if (event.button || !cell || cell.dataset.typing || cell.readOnly) return;
    event.preventDefault();
    cell.setPointerCapture(event.pointerId);
    drag = { cell, y: event.clientY, ratchet: new StepCounter(DRAG), moved: false };
    cell.dataset.held = "yes";
  });
  grid.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const steps = drag.ratchet.push(drag.y - event.clientY);
    drag.y = event.clientY;
    if (!steps) return;
    drag.moved = true;
    editor.nudge(drag.cell, amount(steps, event), false);
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (!drag) return;
    const { cell, moved } = drag;
    drag = null;
    delete cell.dataset.held;
    if (!moved || event.pointerType === "mouse") cell.focus();
    if (cell.matches(":focus")) cell.select();
    editor.rest();
  };
  grid.addEventListener("pointerup", end);
  grid.addEventListener("pointercancel", end);
}

/** @type {(grid: HTMLElement, editor: Editor) => void} */
function wheels(grid, editor) {
  const ratchet = new StepCounter(WHEEL);
  const turn = (/** @type {WheelEvent} */ event) => {
    const cell = cellOf(event);
    if (!cell?.matches(":focus") || cell.readOnly || event.ctrlKey) return;
    event.preventDefault();
    const notch = Math.abs(event.deltaY) >= WHEEL || event.deltaMode !== 0;
    const steps = notch ? -Math.sign(event.deltaY) : ratchet.push(-event.deltaY);
    if (steps) editor.nudge(cell, amount(steps, event), false);
  };
  grid.addEventListener("wheel", turn, { passive: false });
}

/** @type {(grid: HTMLElement, editor: Editor) => void} */
function keys(grid, editor) {
  grid.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    if (event.key !== "Tab") event.stopPropagation(); // Streamlit listens for r, c and Escape
    if (event.key === "Enter") editor.commit(cell);
    if (event.key === "Escape") editor.restore(cell);
    if (["Enter", "Escape"].includes(event.key)) cell.select();
    const up = UP.get(event.key);
    if (up && !cell.readOnly) {
      event.preventDefault();
      editor.nudge(cell, amount(up, event), !event.repeat);
      cell.select();
    }
    const step = ALONG.get(event.key);
    if (step && !cell.dataset.typing) {
      event.preventDefault();
      neighbourCell(grid, cell, step)?.focus();
    }
  });
  grid.addEventListener("keyup", (event) => UP.has(event.key) && editor.rest());
}

/** @type {(grid: HTMLElement, editor: Editor) => void} */
function typing(grid, editor) {
  /** @type {(name: string, act: (cell: HTMLInputElement) => void) => void} */
  const onCell = (name, act) =>
    grid.addEventListener(name, (event) => {
      const cell = cellOf(event);
      if (cell) act(cell);
    });
  onCell("focusin", (cell) => {
    editor.remember();
    cell.select();
  });
  onCell("input", (cell) => editor.type(cell, cell.value));
  onCell("focusout", (cell) => editor.commit(cell));
}

// The reader's hand on the weights: drag, wheel, keys and typing become calls on the editor.
import { neighbour } from "./cells.js";
import { Ratchet } from "./values.js";

const DRAG = 8; // pixels a step
const WHEEL = 50; // a notch of most wheels says 100 or 120
const FINE = 0.1; // with Shift
const KEYS = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

const amount = (steps, event) => steps * (event.shiftKey ? FINE : 1);

/** Answer every way of changing a weight with `editor.nudge`, `editor.type` and `editor.rest`. */
export function listen(grid, editor) {
  drags(grid, editor);
  wheels(grid, editor);
  keys(grid, editor);
  typing(grid, editor);
}

function drags(grid, editor) {
  let drag = null;
  grid.addEventListener("mousedown", (event) => drag && event.preventDefault());
  grid.addEventListener("pointerdown", (event) => {
    const cell = event.target;
    if (event.button || !cell.dataset.row || cell.dataset.typing || cell.readOnly) return;
    event.preventDefault();
    cell.setPointerCapture(event.pointerId);
    drag = { cell, y: event.clientY, ratchet: new Ratchet(DRAG), moved: false };
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
  const end = (event) => {
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

function wheels(grid, editor) {
  const ratchet = new Ratchet(WHEEL);
  const turn = (event) => {
    if (!event.target.matches(":focus") || event.target.readOnly || event.ctrlKey) return;
    event.preventDefault();
    const notch = Math.abs(event.deltaY) >= WHEEL || event.deltaMode !== 0;
    const steps = notch ? -Math.sign(event.deltaY) : ratchet.push(-event.deltaY);
    if (steps) editor.nudge(event.target, amount(steps, event), false);
  };
  grid.addEventListener("wheel", turn, { passive: false });
}

function keys(grid, editor) {
  grid.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.key !== "Tab") event.stopPropagation(); // Streamlit listens for r, c and Escape
    if (event.key === "Enter") editor.commit(cell);
    if (event.key === "Escape") editor.restore(cell);
    if (["Enter", "Escape"].includes(event.key)) cell.select();
    if (event.key in KEYS && !cell.readOnly) {
      event.preventDefault();
      editor.nudge(cell, amount(KEYS[event.key], event), !event.repeat);
      cell.select();
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && !cell.dataset.typing) {
      event.preventDefault();
      neighbour(grid, cell, step)?.focus();
    }
  });
  grid.addEventListener("keyup", (event) => event.key in KEYS && editor.rest());
}

function typing(grid, editor) {
  grid.addEventListener("focusin", (event) => {
    editor.remember();
    event.target.select();
  });
  grid.addEventListener("input", (event) => editor.type(event.target, event.target.value));
  grid.addEventListener("focusout", (event) => editor.commit(event.target));
}

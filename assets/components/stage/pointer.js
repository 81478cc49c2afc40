// The pointer on the board: what it points at, a tap, a drag along the output.
import { cellUnder } from "./blocks.js";

/** What lies under a point of the board: {grid, plane, row, col, ...}; null for nothing. */
export function targetAt(scene, layout, step, x, y) {
  for (const grid of ["output", "input", "kernel", "bias"]) {
    const cell = cellUnder(layout[grid], x, y);
    if (cell) return TARGETS[grid](scene, { grid, ...cell }, step);
  }
  const thumbs = layout.filters.map((rect) => ({ ...rect, rows: rect.rows * scene.depth + 1 }));
  const filter = cellUnder(thumbs, x, y);
  return filter && { grid: "filter", plane: filter.plane };
}

const TARGETS = {
  output: (scene, target) => (scene.steps ? target : null),
  input: (scene, { plane, row, col }) =>
    ({ grid: "input", plane, row: row - scene.input.top, col: col - scene.input.left }),
  kernel(scene, { plane, row, col }, step) {
    const depth = plane - scene.base(step);
    const filter = scene.filter(step);
    return depth >= 0 && depth < scene.depth ? { grid: "kernel", filter, depth, row, col } : null;
  },
  bias: (scene, { plane }, step) =>
    ({ grid: "bias", plane: scene.scatters ? plane : scene.writes(step).channel }),
};

export const sameTarget = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Wire the board; `events`: find(x, y), hover(target), press(target, event), scrub(target). */
export function followPointer(board, events) {
  let dragging = false;
  let last = null;
  const find = ({ clientX, clientY }) => {
    const { left, top } = board.getBoundingClientRect();
    last = [clientX - left, clientY - top];
    return events.find(...last);
  };
  board.onpointermove = (event) => {
    const target = find(event);
    if (dragging && target?.grid === "output") return events.scrub(target);
    if (!dragging && event.pointerType !== "touch") events.hover(target);
  };
  board.onpointerdown = (event) => {
    if (event.button !== 0 || event.target.tagName === "INPUT") return;
    const target = find(event);
    dragging = target?.grid === "output";
    if (dragging) board.setPointerCapture?.(event.pointerId);
    if (dragging) events.scrub(target);
  };
  board.onclick = (event) => {
    if (event.target.tagName !== "INPUT") events.press(find(event), event);
  };
  board.onpointerup = board.onpointercancel = () => {
    
    dragging = false;
  };
  board.onpointerleave = (event) => {
    last = null;
    if (event.pointerType !== "touch") events.hover(null);
  };
  return { again: () => (last ? events.find(...last) : null) };
}

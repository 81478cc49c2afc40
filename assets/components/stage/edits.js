// Which numbers can be changed, and how a change travels to the page. No DOM.
const PATIENCE = 3000; // ms to wait for an answer before the next edit is sent anyway

/** The cells that can be changed while `filter` is shown, in the order Tab visits them. */
export function editableCells(scene, filter) {
  const cells = [];
  if (scene.kernel?.editable && scene.steps) {
    for (let depth = 0; depth < scene.depth; depth += 1) {
      cells.push(...cellsIn("kernel", filter, depth, scene.kernelRows, scene.kernelCols));
    }
    for (let bias = 0; scene.hasBias && bias < scene.biases; bias += 1) {
      if (scene.scatters || bias === filter) cells.push(...cellsIn("bias", bias, 0, 1, 1));
    }
  }
  for (let channel = 0; scene.input.editable && channel < scene.channels; channel += 1) {
    cells.push(...cellsIn("input", channel, channel, scene.input.rows, scene.input.cols));
  }
  return cells;
}

const cellsIn = (grid, plane, channel, rows, cols) =>
  Array.from({ length: rows * cols }, (_, at) =>
    ({ grid, plane, channel, row: Math.floor(at / cols), col: at % cols }));

export const sameCell = (one, other) =>
  ["grid", "plane", "channel", "row", "col"].every((name) => one[name] === other[name]);

/** Sends edits one at a time: the next leaves when the page has answered the last. */
export class Outbox {
  constructor(send) {
    this.send = send;
    this.waiting = [];
  }

  put(edit) {
    this.waiting.push(edit);
    if (!this.timer) this.next();
  }

  /** The page answered, or took too long. */
  next() {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting.length) return;
    this.send(this.waiting.shift());
    this.timer = setTimeout(() => this.next(), PATIENCE);
  }
}

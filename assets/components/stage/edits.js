// Which numbers can be changed, and how a change travels to the page. No DOM.
/** @import { CellEdit, EditableCell } from "./contract.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Grid } from "./shapes.js" */
const PATIENCE = 3000; // ms to wait for an answer before the next edit is sent anyway

/**
 * The cells that can be changed while `filter` is shown, in the order Tab visits them.
 *
 * @type {(scene: Scene, filter: number) => EditableCell[]}
 */
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

/**
 * @type {(grid: Grid, plane: number, channel: number, rows: number, cols: number) =>
 *   EditableCell[]}
 */
const cellsIn = (grid, plane, channel, rows, cols) =>
  Array.from({ length: rows * cols }, (_, at) =>
    ({ grid, plane, channel, row: Math.floor(at / cols), col: at % cols }));

/** @type {(one: EditableCell, other: EditableCell) => boolean} */
export const sameCell = (one, other) => one.grid === other.grid && one.plane === other.plane
  && one.channel === other.channel && one.row === other.row && one.col === other.col;

/** Sends edits one at a time: the next leaves when the page has answered the last. */
export class Outbox {
  /** @type {CellEdit[]} */
  #waiting = [];
  #timer = 0;

  /** @param {(edit: CellEdit) => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {CellEdit} edit */
  put(edit) {
    this.#waiting.push(edit);
    if (!this.#timer) this.next();
  }

  /** The page answered, or took too long. */
  next() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const edit = this.#waiting.shift();
    if (!edit) return;
    this.send(edit);
    this.#timer = setTimeout(() => this.next(), PATIENCE);
  }
}

// Editing on the stage: opens the editor on a cell, walks from cell to cell, sends the edits.
/** @import { EditableCell } from "./contract.js" */
/** @import { Square, Target } from "./shapes.js" */
/** @import { Stage } from "./stage.js" */
import { squareOf } from "./cells.js";
import { Editor } from "./editor.js";
import { Outbox, editableCells, sameCell } from "./edits.js";

const ROLE = { input: "Input", kernel: "Weight", bias: "Bias" };

export class Editing {
  /**
   * @param {Stage} stage
   * @param {HTMLInputElement} input
   */
  constructor(stage, input) {
    this.stage = stage;
    this.outbox = new Outbox((edit) => stage.component.setTriggerValue("edit", edit));
    this.editor = new Editor(input, {
      commit: (cell, value) => this.outbox.put({ ...cell, value }),
      move: (cell, by) => this.move(cell, by),
      leave: () => this.leave(),
      refuse: () => stage.screen.hint(`A number between −${this.limit} and ${this.limit}, please.`),
    });
  }

  get cells() {
    return editableCells(this.stage.scene, this.stage.filter);
  }

  get limit() {
    return this.stage.scene.message.limit;
  }

  leave() {
    this.stage.screen.hint();
    this.stage.board.focus({ preventScroll: true });
  }

  /**
   * The cell that can be changed where the pointer points; null where there is none.
   *
   * @param {Target | null} target
   */
  cellFor(target) {
    const cell = target && cellAt(target);
    return (cell && this.cells.find((other) => sameCell(cell, other))) ?? null;
  }

  /** @param {EditableCell} cell */
  open(cell) {
    this.stage.pause();
    this.stage.screen.hint();
    const name = `${ROLE[cell.grid]}, row ${cell.row + 1}, column ${cell.col + 1}`;
    const square = this.squareAt(cell);
    if (square) this.editor.open(cell, square, this.valueAt(cell), name, this.limit);
  }

  openFirst() {
    const [first] = this.cells;
    if (first) this.open(first);
  }

  /**
   * Go on to the next cell; false at either end, where Tab leaves the stage as usual.
   *
   * @type {(cell: EditableCell, by: number) => boolean}
   */
  move(cell, by) {
    const cells = this.cells;
    const next = cells[cells.findIndex((other) => sameCell(cell, other)) + by];
    if (!next) return false;
    this.open(next);
    return true;
  }

  /** @type {(cell: EditableCell) => number} */
  valueAt({ grid, plane, channel, row, col }) {
    const { scene } = this.stage;
    if (grid === "kernel") return scene.weight(plane, channel, row, col);
    return grid === "bias" ? scene.arrays.bias.values[plane] : scene.value(channel, row, col);
  }

  /**
   * Where a cell is; null as long as nothing is laid out.
   *
   * @type {(cell: EditableCell) => Square | null}
   */
  squareAt({ grid, plane, channel, row, col }) {
    const { scene, layout, step } = this.stage;
    if (!layout) return null;
    if (grid === "kernel") return squareOf(layout.kernel[scene.base(step) + channel], row, col);
    if (grid === "bias") return squareOf(layout.bias[scene.scatters ? plane : 0], 0, 0);
    return squareOf(layout.input[channel], row + scene.input.top, col + scene.input.left);
  }

  /** New data came: what was sent is done, and an open editor stays on its cell. */
  answered() {
    this.outbox.next();
    const { cell } = this.editor;
    if (!cell) return;
    const square = this.squareAt(cell);
    const isHere = this.cells.some((other) => sameCell(cell, other));
    if (square && isHere) this.editor.place(square);
    else this.editor.close(false);
  }
}

/**
 * The cell that a target stands for, whether it can be changed or not.
 *
 * @type {(target: Target) => EditableCell | null}
 */
function cellAt(target) {
  const { grid } = target;
  if (grid === "kernel") {
    const { filter, depth, row, col } = target;
    return { grid, plane: filter, channel: depth, row, col };
  }
  if (grid === "input") {
    const { plane, row, col } = target;
    return { grid, plane, channel: plane, row, col };
  }
  return grid === "bias" ? { grid, plane: target.plane, channel: 0, row: 0, col: 0 } : null;
}

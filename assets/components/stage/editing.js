// Editing on the stage: opens the editor on a cell, walks from cell to cell, sends the edits.
import { squareOf } from "./cells.js";
import { Editor } from "./editor.js";
import { Outbox, editableCells, sameCell } from "./edits.js";

const ROLE = { input: "Input", kernel: "Weight", bias: "Bias" };
const REFUSED = "A number between −9999 and 9999, please.";

export class Editing {
  constructor(stage, input) {
    this.stage = stage;
    this.outbox = new Outbox((edit) => stage.component.setTriggerValue("edit", edit));
    this.editor = new Editor(input, {
      commit: (cell, value) => this.outbox.put({ ...cell, value }),
      move: (cell, by) => this.move(cell, by),
      leave: () => this.leave(),
      refuse: () => stage.screen.hint(REFUSED),
    });
  }

  get cells() {
    return editableCells(this.stage.scene, this.stage.filter);
  }

  leave() {
    this.stage.screen.hint();
    this.stage.board.focus({ preventScroll: true });
  }

  /** The cell that can be changed where the pointer points; null where there is none. */
  cellFor(target) {
    if (!target) return null;
    const { grid, plane = 0, filter = plane, depth = 0, row, col } = target;
    const cell = {
      kernel: { grid, plane: filter, channel: depth, row, col },
      input: { grid, plane, channel: plane, row, col },
      bias: { grid, plane, channel: 0, row: 0, col: 0 },
    }[grid];
    return (cell && this.cells.find((other) => sameCell(cell, other))) ?? null;
  }

  open(cell) {
    this.stage.pause();
    this.stage.screen.hint();
    const name = `${ROLE[cell.grid]}, row ${cell.row + 1}, column ${cell.col + 1}`;
    this.editor.open(cell, this.squareAt(cell), this.valueAt(cell), name);
  }

  openFirst() {
    const [first] = this.cells;
    if (first) this.open(first);
  }

  /** Go on to the next cell; false at either end, where Tab leaves the stage as usual. */
  move(cell, by) {
    const cells = this.cells;
    const next = cells[cells.findIndex((other) => sameCell(cell, other)) + by];
    if (!next) return false;
    this.open(next);
    return true;
  }

  valueAt({ grid, plane, channel, row, col }) {
    const { scene } = this.stage;
    if (grid === "kernel") return scene.weight(plane, channel, row, col);
    return grid === "bias" ? scene.array("bias").values[plane] : scene.value(channel, row, col);
  }

  squareAt({ grid, plane, channel, row, col }) {
    const { scene, layout, step } = this.stage;
    if (grid === "kernel") return squareOf(layout.kernel[scene.base(step) + channel], row, col);
    if (grid === "bias") return squareOf(layout.bias[scene.scatters ? plane : 0], 0, 0);
    return squareOf(layout.input[channel], row + scene.input.top, col + scene.input.left);
  }

  /** New data came: what was sent is done, and an open editor stays on its cell. */
  answered() {
    this.outbox.next();
    const { cell } = this.editor;
    if (!cell) return;
    if (this.cells.some((other) => sameCell(cell, other))) this.editor.place(this.squareAt(cell));
    else this.editor.close(false);
  }
}

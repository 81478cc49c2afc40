// The pointer on the board: pointing lights, a click selects or edits, a drag scrubs the output.
import { placeOf, stepAt } from "./frame.js";
import { sameTarget, targetAt } from "./pointer.js";

export class Pointing {
  constructor(stage, board) {
    Object.assign(this, { stage, board, at: null, dragging: false });
    board.onpointermove = (event) => this.onMove(event);
    board.onpointerdown = (event) => this.onDown(event);
    board.onclick = (event) => this.onClick(event);
    board.onpointerup = board.onpointercancel = () => { this.dragging = false; };
    board.onpointerleave = (event) => this.onLeave(event);
  }

  /** The target under the pointer's last place: the scene may have changed beneath it. */
  get target() {
    const { scene, layout, step } = this.stage;
    return this.at && layout ? targetAt(scene, layout, step, ...this.at) : null;
  }

  find({ clientX, clientY }) {
    const { left, top } = this.board.getBoundingClientRect();
    this.at = [clientX - left, clientY - top];
    return this.target;
  }

  onMove(event) {
    const target = this.find(event);
    if (this.dragging && target?.grid === "output") this.selectOutput(target);
    else if (!this.dragging && event.pointerType !== "touch") this.stage.point(target);
  }

  onDown(event) {
    if (event.button !== 0 || isEditor(event)) return;
    const target = this.find(event);
    if (target?.grid !== "output") return;
    this.dragging = true;
    this.board.setPointerCapture(event.pointerId);
    this.selectOutput(target);
  }

  /** A click on a number edits it; a tap lights it first, and edits it when tapped again. */
  onClick(event) {
    if (isEditor(event)) return;
    const { stage } = this;
    const target = this.find(event);
    const isTouch = event.pointerType === "touch";
    const cell = stage.editing.cellFor(target);
    if (target?.grid === "filter") this.selectFilter(target.plane);
    else if (cell && (!isTouch || sameTarget(target, stage.hover))) stage.editing.open(cell);
    else if (isTouch && target?.grid !== "output") stage.point(target);
  }

  onLeave({ pointerType }) {
    this.at = null;
    if (pointerType !== "touch") this.stage.point(null);
  }

  /** Select the step an output cell belongs to: the last that wrote it. */
  selectOutput({ plane, row, col }) {
    const { scene, step } = this.stage;
    this.stage.select(scene.writersOf(plane, row, col).steps.at(-1) ?? step);
  }

  /** Stay on the same place, with another filter. */
  selectFilter(plane) {
    const { scene, step } = this.stage;
    this.stage.select(stepAt(scene, { ...placeOf(scene, step), plane }));
  }
}

const isEditor = ({ target }) => target.tagName === "INPUT";

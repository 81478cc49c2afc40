// The pointer on the board: pointing lights, a click selects or edits, a drag scrubs the output.
import { pointIn } from "../_shared/dom.js";
import { placeOf, stepAt } from "./frame.js";
import { sameTarget, targetAt } from "./pointer.js";
/** @import { Stage } from "./stage.js" */
/** @import { OutputTarget } from "./shapes.js" */

export class Pointing {
  /** Where the pointer is on the board. @type {{ x: number, y: number } | null} */
  #at = null;
  #isDragging = false;

  /**
   * @param {Stage} stage
   * @param {HTMLElement} board
   */
  constructor(stage, board) {
    this.stage = stage;
    this.board = board;
    board.onpointermove = (event) => this.onMove(event);
    board.onpointerdown = (event) => this.onDown(event);
    board.onclick = (event) => this.onClick(event);
    board.onpointerup = board.onpointercancel = () => { this.#isDragging = false; };
    board.onpointerleave = (event) => this.onLeave(event);
  }

  /** The target under the pointer's last place: the scene may have changed beneath it. */
  get target() {
    const { scene, layout, step } = this.stage;
    const at = this.#at;
    return at && scene && layout ? targetAt(scene, layout, step, at.x, at.y) : null;
  }

  /** @param {MouseEvent} event */
  find(event) {
    this.#at = pointIn(this.board, event);
    return this.target;
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const target = this.find(event);
    if (this.#isDragging && target?.grid === "output") this.selectOutput(target);
    else if (!this.#isDragging && event.pointerType !== "touch") this.stage.point(target);
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    if (event.button !== 0 || isEditor(event)) return;
    const target = this.find(event);
    if (target?.grid !== "output") return;
    this.#isDragging = true;
    this.board.setPointerCapture(event.pointerId);
    this.selectOutput(target);
  }

  /**
   * A click on a number edits it; a tap lights it first, and edits it when tapped again.
   *
   * @param {PointerEvent} event
   */
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

  /** @param {PointerEvent} event */
  onLeave({ pointerType }) {
    this.#at = null;
    if (pointerType !== "touch") this.stage.point(null);
  }

  /**
   * Select the step an output cell belongs to: the last that wrote it.
   *
   * @param {OutputTarget} target
   */
  selectOutput({ plane, row, col }) {
    const { scene, step } = this.stage;
    if (scene) this.stage.select(scene.writersOf(plane, row, col).steps.at(-1) ?? step);
  }

  /** Stay on the same place, with another filter. @param {number} plane */
  selectFilter(plane) {
    const { scene, step } = this.stage;
    if (scene) this.stage.select(stepAt(scene, { ...placeOf(scene, step), plane }));
  }
}

/** @param {Event} event */
const isEditor = ({ target }) => target instanceof HTMLInputElement;

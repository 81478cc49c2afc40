// What is on screen for a frame: the picture, the sum, the words around them.
import { elementIn, elementsIn, placeElement, setText } from "../_shared/dom.js";
import { frameOf } from "./frame.js";
import { Painter } from "./paint.js";
import { Sum } from "./sum.js";
import { caption, sentence } from "./words.js";
/** @import { Frame, Rect, View } from "./shapes.js" */
/** @import { Stage } from "./stage.js" */

const SLOW = 100; // ms between two changes of the text while playing fast
const FAST = 12; // steps a second from which the text is slowed down
const HINTS = {
  mouse: ["Point at any cell", " · click a number to change it"],
  touch: ["Tap a cell to see what it touches", "; tap again to change it"],
};

export class Screen {
  /** Paints the scene, once it is laid out. @type {Painter | null} */
  #painter = null;
  #asked = 0;
  #written = 0;

  /**
   * @param {HTMLElement} root
   * @param {Stage} stage
   */
  constructor(root, stage) {
    this.stage = stage;
    this.board = elementIn(root, ".board", HTMLElement);
    this.sum = new Sum(elementIn(root, ".sum", HTMLElement), stage.scene);
    this.texts = elementsIn(root, HTMLElement, "refusal", "note", "hint", "spoken");
    this.touch = matchMedia("(hover: none)");
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** A new scene, layout or theme. @param {View} view */
  renew(view) {
    const { scene, layout } = view;
    this.board.style.height = `${layout.height}px`;
    this.board.dataset.layout = JSON.stringify(layout);
    this.#painter = new Painter(this.board, view);
    this.sum.renew(scene);
    this.put("note", scene.message.note);
    this.put("refusal", scene.refusal);
    if (scene.refusal) placeElement(this.texts.refusal, boxOf(layout.output[0]));
    this.stage.controls.reserve(caption(scene, scene.steps - 1));
    this.hint();
    this.draw(true);
  }

  /** Draw with the next screen refresh, however often it is asked. */
  request() {
    this.#asked ||= requestAnimationFrame(() => this.draw());
  }

  draw(always = false) {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { scene, step, hover, player, layout } = this.stage;
    if (!layout || !this.#painter) return;
    const frame = frameOf(scene, step, hover);
    const late = performance.now() - this.#written > SLOW;
    const calm = always || !player.running || player.rate < FAST || late;
    this.#painter.paint(frame, this.still.matches || hover ? 0 : player.glide, calm);
    if (calm) this.write(frame);
  }

  /**
   * Everything that is text: slower than the picture, so that playing stays smooth.
   *
   * @param {Frame} frame
   */
  write(frame) {
    const { scene, player, editing } = this.stage;
    this.#written = performance.now();
    this.sum.show(frame);
    this.stage.controls.show(frame.step, scene.steps, caption(scene, frame.step), player.running);
    const isEditable = editing.cellFor(frame.hover) !== null;
    this.board.classList.toggle("edits", isEditable);
    this.board.classList.toggle("points", ["output", "filter"].includes(frame.hover?.grid ?? ""));
    const { now, step: shown } = frame;
    Object.assign(this.board.dataset, { step: now, shown, playing: player.running });
    if (player.running) return;
    this.board.dataset.lit = JSON.stringify(frame.lit);
    if (!frame.hover) this.put("spoken", sentence(scene, frame.now));
  }

  hint(text = this.usual()) {
    this.put("hint", text || " ");
  }

  usual() {
    const { scene } = this.stage;
    if (scene.refusal) return "";
    const edits = scene.input.editable || scene.kernel?.editable;
    const [look, change] = HINTS[this.touch.matches ? "touch" : "mouse"];
    return edits ? look + change : look;
  }

  /**
   * Show a text, or hide its place.
   *
   * @type {(name: keyof Screen["texts"], text: string | null) => void}
   */
  put(name, text) {
    this.texts[name].hidden = !text;
    setText(this.texts[name], text ?? "");
  }
}

/** The box of a plane, wide enough for a sentence. @param {Rect} rect */
const boxOf = ({ x, y, cell, rows, cols }) =>
  ({ left: x, top: y, width: Math.max(240, cols * cell), height: rows * cell });

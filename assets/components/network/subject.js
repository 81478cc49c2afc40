// The picture, always in sight: what the network says of it, and what a value sees of it.
/** @import { Region } from "../_shared/contract.js" */
/** @import { Painter } from "./paint.js" */
/** @import { View } from "./view.js" */
/** @import { Plane } from "../_shared/drawing_pad.js" */
import { elementIn, elementsIn, setAttribute, setText, setVisible } from "../_shared/dom.js";
import { DrawingPad, packDrawing } from "../_shared/drawing_pad.js";
import { PenKeys } from "../_shared/pen_keys.js";
import { cover } from "./cells.js";
import { crisp } from "./paint.js";
import { IMAGE } from "./view.js";
import { seenText, verdict } from "./words.js";

export class Subject {
  /**
   * `drawn(plane)` hears of every stroke; an empty plane is a cleared pad.
   *
   * @param {HTMLElement} element
   * @param {(plane: Plane) => void} drawn
   */
  constructor(element, drawn) {
    this.parts = elementsIn(element, HTMLElement,
      "sight", "seen", "title", "verdict", "sees", "draw", "invite");
    this.canvas = elementIn(element, ".picture", HTMLCanvasElement);
    this.clearing = elementIn(element, ".clear", HTMLButtonElement);
    const canvas = elementIn(element, ".pad", HTMLCanvasElement);
    this.pad = new DrawingPad(canvas, () => this.#changed(drawn));
    this.keys = new PenKeys(this.pad, elementIn(element, ".nib", HTMLElement));
    this.clearing.onclick = () => {
      this.pad.clear();
      this.#changed(drawn);
    };
    this.#renewPad();
  }

  /** @type {(view: View, painter: Painter) => void} */
  show(view, painter) {
    const [, rows, cols] = view.shape(IMAGE);
    painter.picture(this.canvas, view);
    const { sight, title, verdict: says, draw } = this.parts;
    sight.style.aspectRatio = `${cols} / ${rows}`;
    sight.style.setProperty("--ratio", String(cols / rows));
    crisp(this.canvas, sight.clientWidth, cols);
    setAttribute(this.canvas, "aria-label", `The picture: ${view.picture.title}`);
    setText(title, view.picture.title);
    const { text, right } = verdict(view);
    setText(says, text);
    setAttribute(says, "data-right", right);
    setVisible(draw, view.pad);
  }

  /**
   * Outline the part of the picture that a value of a layer can depend on.
   *
   * @type {(view: View, box: Region | null, name: string | undefined) => void}
   */
  outline(view, box, name) {
    const { seen, sees } = this.parts;
    if (!box) {
      cover(seen, null);
      setText(sees, "");
      return;
    }
    cover(seen, box, view.sides(IMAGE), 7);
    setAttribute(seen, "data-box", [box.row, box.col, box.rows, box.cols].join());
    seen.classList.toggle("pixel", name === IMAGE);
    setText(sees, seenText(view, box, name));
  }

  /** Another picture than the drawing is shown: the pad is for the next one. */
  forget() {
    this.pad.clear();
    this.#renewPad();
  }

  /** @param {(plane: Plane) => void} drawn */
  #changed(drawn) {
    this.#renewPad();
    drawn(this.pad.plane());
  }

  #renewPad() {
    setVisible(this.parts.invite, this.pad.empty);
    this.clearing.disabled = this.pad.empty;
  }
}

/**
 * What travels: the question, then the drawing's pixels.
 *
 * @type {(plane: Plane, seq: number) => Uint8Array<ArrayBuffer>}
 */
export const drawingOf = (plane, seq) => packDrawing(plane, { ask: "draw", seq });

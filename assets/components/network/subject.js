// The picture, always in sight: what the network says of it, and what a value sees of it.
import { mark, reveal, write } from "../_shared/dom.js";
import { DrawingPad, packDrawing } from "../_shared/drawing_pad.js";
import { PenKeys } from "../_shared/pen_keys.js";
import { cover } from "./cells.js";
import { crisp } from "./paint.js";
import { IMAGE } from "./view.js";
import { seenText, verdict } from "./words.js";

export class Subject {
  /** `drawn(plane)` hears of every stroke; an empty plane is a cleared pad. */
  constructor(element, drawn) {
    const find = (place) => element.querySelector(place);
    Object.assign(this, {
      element, sight: find(".sight"), canvas: find(".picture"), seen: find(".seen"),
      title: find(".title"), verdict: find(".verdict"), sees: find(".sees"), sheet: find(".draw"),
    });
    this.clearing = find(".clear");
    this.invite = find(".invite");
    this.pad = new DrawingPad(find(".pad"), () => this.#changed(drawn));
    new PenKeys(this.pad, find(".nib"));
    this.clearing.onclick = () => {
      this.pad.clear();
      this.#changed(drawn);
    };
    this.#renewPad();
  }

  show(view, painter) {
    const [, rows, cols] = view.shape(IMAGE);
    painter.picture(this.canvas, view);
    const { style } = this.sight;
    style.aspectRatio = `${cols} / ${rows}`;
    style.setProperty("--ratio", cols / rows);
    crisp(this.canvas, this.sight.clientWidth, cols);
    mark(this.canvas, "aria-label", `The picture: ${view.picture.title ?? ""}`);
    write(this.title, view.picture.title ?? "Picture");
    const { text, right } = verdict(view);
    write(this.verdict, text);
    mark(this.verdict, "data-right", right);
    reveal(this.sheet, Boolean(view.pad));
    this.view = view;
  }

  /** Outline [row, column, height, width] of the picture: what a value of a layer can depend on. */
  outline(box, name) {
    if (!box) {
      cover(this.seen, null);
      return write(this.sees, "");
    }
    const [row, col, height, width] = box;
    cover(this.seen, { row, col, height, width }, this.view.sides(IMAGE), 7);
    mark(this.seen, "data-box", box.join());
    this.seen.classList.toggle("pixel", name === IMAGE);
    write(this.sees, seenText(this.view, box, name));
  }

  /** Another picture than the drawing is shown: the pad is for the next one. */
  forget() {
    this.pad.clear();
    this.#renewPad();
  }

  #changed(drawn) {
    this.#renewPad();
    drawn(this.pad.plane());
  }

  #renewPad() {
    reveal(this.invite, this.pad.empty);
    this.clearing.disabled = this.pad.empty;
  }
}

/** What travels: the question, then the drawing's pixels. */
export const drawingOf = (plane, seq) => packDrawing(plane, { ask: "draw", seq });

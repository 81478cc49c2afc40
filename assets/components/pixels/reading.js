// One pixel in words and numbers: where it is, its three values, and how grey comes of them.
import { css } from "../_shared/palette.js";
import { write } from "../pictures/write.js";
import { PLANES } from "./planes.js";

const HINTS = {
  mouse: ["Point at a pixel. A click pins it.", "Click it again, or press Esc, to let it go."],
  touch: ["Tap a pixel.", "Tap another pixel, or draw a finger sideways across the picture."],
};

export class Reading {
  constructor(root) {
    const part = (name) => root.querySelector(`.${name}`);
    Object.assign(this, { root, where: root.querySelector(".where b"), swatch: part("swatch") });
    Object.assign(this, { formula: part("numbers"), hint: part("hint"), spoken: part("spoken") });
    this.values = [...root.querySelectorAll("dd")];
    this.touch = matchMedia("(hover: none)");
  }

  /** Show the pixel at a place; `exact` are the texts of all values, `weights` of the three. */
  show(planes, place, held, { exact, weights, high }) {
    const four = PLANES.map((_, plane) => planes.value(plane, place));
    const texts = four.map((value) => exact[value]);
    write(this.where, this.#placed(place));
    this.root.classList.toggle("held", held);
    this.swatch.style.backgroundColor = css(four.slice(0, 3));
    this.values.forEach((cell, plane) => {
      write(cell, texts[plane]);
      cell.dataset.of = high === 1 ? `${four[plane]} / 255` : "";
    });
    this.#derive(weights, texts);
    write(this.hint, HINTS[this.touch.matches ? "touch" : "mouse"][Number(held)]);
  }

  /** Say it once the hand rests. */
  say(planes, place, { exact }) {
    const values = PLANES.map((name, plane) =>
      `${name.toLowerCase()} ${exact[planes.value(plane, place)]}`);
    write(this.spoken, `${this.#placed(place)}: ${values.join(", ")}.`);
  }

  /** Write how grey comes of the three; a line breaks between terms only. */
  #derive(weights, texts) {
    const terms = weights.map((weight, plane) =>
      `${plane ? "+" : "="} ${weight} × ${texts[plane]}`);
    const pieces = [...terms, `≈ ${texts[3]}`];
    while (this.formula.children.length < pieces.length) {
      this.formula.append(document.createElement("span"), " ");
    }
    pieces.forEach((text, i) => write(this.formula.children[i], text));
  }

  #placed = ({ row, col }) => `Row ${row + 1}, column ${col + 1}`;
}

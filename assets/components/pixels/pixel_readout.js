// One pixel in words and numbers: where it is, its values, and how grey comes of them.
import { elementIn, elementsIn, newElement, setText } from "../_shared/dom.js";
import { css } from "../_shared/palette.js";
/** @import { Place } from "../_shared/place.js" */
/** @import { PixelsMessage } from "./contract.js" */
/** @import { Planes } from "./planes.js" */

const HINTS = {
  mouse: ["Point at a pixel. A click pins it.", "Click it again, or press Esc, to let it go."],
  touch: ["Tap a pixel.", "Tap another pixel, or draw a finger sideways across the picture."],
};

export class PixelReadout {
  /**
   * @param {HTMLElement} root
   * @param {PixelsMessage} message
   */
  constructor(root, { planes, weights }) {
    this.root = root;
    this.where = elementIn(root, ".where b", HTMLElement);
    this.parts = elementsIn(root, HTMLElement,
      "values", "swatch", "rule", "numbers", "hint", "spoken");
    this.values = planes.map((name) => this.#value(name));
    const terms = weights.map((weight, plane) => `${weight} × ${planes[plane]}`);
    setText(this.parts.rule, `${planes[weights.length]} = ${terms.join(" + ")}`);
    this.touch = matchMedia("(hover: none)");
  }

  /** Room for the value of one plane. @param {string} name */
  #value(name) {
    const [list, value] = [newElement("dl"), newElement("dd")];
    list.append(newElement("dt", "", name), value);
    this.parts.values.append(list);
    return value;
  }

  /**
   * Show the pixel at a place.
   *
   * @type {(planes: Planes, place: Place, held: boolean, message: PixelsMessage) => void}
   */
  show(planes, place, held, { exact, weights, high }) {
    const values = this.values.map((_, plane) => planes.value(plane, place));
    const texts = values.map((value) => exact[value]);
    setText(this.where, this.#placed(place));
    this.root.classList.toggle("held", held);
    this.parts.swatch.style.backgroundColor = css(values.slice(0, weights.length));
    this.values.forEach((cell, plane) => {
      setText(cell, texts[plane]);
      cell.dataset.of = high === 1 ? `${values[plane]} / 255` : "";
    });
    this.#derive(weights, texts);
    setText(this.parts.hint, HINTS[this.touch.matches ? "touch" : "mouse"][Number(held)]);
  }

  /**
   * Say it once the pointer rests.
   *
   * @type {(planes: Planes, place: Place, message: PixelsMessage) => void}
   */
  say(planes, place, { exact, planes: names }) {
    const values = names.map((name, plane) =>
      `${name.toLowerCase()} ${exact[planes.value(plane, place)]}`);
    setText(this.parts.spoken, `${this.#placed(place)}: ${values.join(", ")}.`);
  }

  /**
   * Write how grey comes of the others; a line breaks between terms only.
   *
   * @type {(weights: string[], texts: string[]) => void}
   */
  #derive(weights, texts) {
    const terms = weights.map((weight, plane) =>
      `${plane ? "+" : "="} ${weight} × ${texts[plane]}`);
    const pieces = [...terms, `≈ ${texts[weights.length]}`];
    const { numbers } = this.parts;
    while (numbers.children.length < pieces.length) numbers.append(newElement("span"), " ");
    pieces.forEach((text, i) => setText(numbers.children[i], text));
  }

  #placed = (/** @type {Place} */ { row, col }) => `Row ${row + 1}, column ${col + 1}`;
}

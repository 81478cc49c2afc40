// Pointing at a pixel: mouse, finger or keys choose it, a click pins it.
import { moved, pixelAt } from "../pictures/place.js";

const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 10; // pixels an arrow key moves with Shift

export class Hand {
  constructor(onChange) {
    Object.assign(this, { place: null, held: false, size: null, onChange });
  }

  /** Answer the hand on a picture, wherever it is shown. */
  onPicture(sheet) {
    const at = (event) => {
      const box = sheet.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      return pixelAt(point, box, this.size);
    };
    sheet.onpointermove = (event) => this.#pass(at(event), event);
    sheet.onclick = (event) => this.#click(at(event), event);
    sheet.onkeydown = (event) => this.#key(event);
  }

  /** Answer the hand on numbers; `find` names a cell's pixel, `still` says they stay in place. */
  onNumbers(table, find, still) {
    const at = (event) => {
      const cell = event.target.closest("td");
      return cell ? find(cell) : null;
    };
    table.onpointermove = (event) => still() && this.#pass(at(event), event);
    table.onclick = (event) => this.#click(at(event), event);
    table.onkeydown = (event) => this.#key(event);
  }

  /** A mouse chooses by passing over, a finger by being drawn across. */
  #pass(place, event) {
    if (!place || (event.pointerType !== "touch" && this.held)) return;
    this.#go(place, event.pointerType === "touch");
  }

  /** The first click pins, another on the same pixel lets go; a tap always pins. */
  #click(place, event) {
    if (!place) return;
    const again = this.held && event.pointerType !== "touch" && same(place, this.place);
    this.#go(place, !again);
  }

  #key(event) {
    const arrow = KEYS[event.key];
    if (!arrow && !["Escape", "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? FAR : 1;
    const [down, right] = arrow ?? [0, 0];
    this.#go(moved(this.place, down * step, right * step, this.size), event.key !== "Escape");
  }

  #go(place, held) {
    if (same(place, this.place) && held === this.held) return;
    Object.assign(this, { place, held });
    this.onChange();
  }
}

const same = (one, other) => one.row === other.row && one.col === other.col;

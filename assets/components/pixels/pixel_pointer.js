// Pointing at a pixel: mouse, finger or keys choose it, a click pins it.
import { pointIn } from "../_shared/dom.js";
import { ARROWS, movedPlace, pixelAt, samePlace } from "../_shared/place.js";
/** @import { Size } from "../_shared/picture_size.js" */
/** @import { Place } from "../_shared/place.js" */

const FAR = 10; // pixels an arrow key moves with Shift

export class PixelPointer {
  /** @type {Place} */
  place = { row: 0, col: 0 };
  held = false;
  /** @type {Size} */
  size = { width: 1, height: 1 };

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** Answer the pointer on a picture, wherever it is shown. @param {HTMLElement} sheet */
  onPicture(sheet) {
    const at = (/** @type {MouseEvent} */ event) => {
      const point = pointIn(sheet, event);
      return pixelAt(point, point, this.size);
    };
    sheet.onpointermove = (event) => this.#pass(at(event), event);
    sheet.onclick = (event) => this.#click(at(event), event);
    sheet.onkeydown = (event) => this.#key(event);
  }

  /**
   * Answer the pointer on numbers; `find` names a cell's pixel, `still` says they stay in place.
   *
   * @param {HTMLElement} table
   * @param {(cell: HTMLTableCellElement) => Place | null} find
   * @param {() => boolean} still
   */
  onNumbers(table, find, still) {
    const at = (/** @type {Event} */ { target }) => {
      const cell = target instanceof Element ? target.closest("td") : null;
      return cell && find(cell);
    };
    table.onpointermove = (event) => still() && this.#pass(at(event), event);
    table.onclick = (event) => this.#click(at(event), event);
    table.onkeydown = (event) => this.#key(event);
  }

  /**
   * A mouse chooses by passing over, a finger by being drawn across.
   *
   * @type {(place: Place | null, event: PointerEvent) => void}
   */
  #pass(place, event) {
    if (!place || (event.pointerType !== "touch" && this.held)) return;
    this.#go(place, event.pointerType === "touch");
  }

  /**
   * The first click pins, another on the same pixel lets go; a tap always pins.
   *
   * @type {(place: Place | null, event: PointerEvent) => void}
   */
  #click(place, event) {
    if (!place) return;
    const again = this.held && event.pointerType !== "touch" && samePlace(place, this.place);
    this.#go(place, !again);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const arrow = ARROWS[event.key];
    if (!arrow && !["Escape", "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? FAR : 1;
    const [down, right] = arrow ?? [0, 0];
    this.#go(movedPlace(this.place, down * step, right * step, this.size), event.key !== "Escape");
  }

  /** @type {(place: Place, held: boolean) => void} */
  #go(place, held) {
    if (samePlace(place, this.place) && held === this.held) return;
    Object.assign(this, { place, held });
    this.onChange();
  }
}

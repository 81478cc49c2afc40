// The pen without a pointer: the arrow keys move it, space puts it down or lifts it.
import { setVisible } from "./dom.js";
import { ARROWS } from "./place.js";

/** @import { DrawingPad, PadPoint } from "./drawing_pad.js" */

const STEPS = 24; // from edge to edge

/**
 * Where the pen comes to with a key, on a pad from 0 to 1; null for another key.
 *
 * @type {(point: PadPoint, key: string) => PadPoint | null}
 */
export function penAfter([x, y], key) {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const within = (/** @type {number} */ at) => Math.min(Math.max(at, 0), 1);
  const [down, right] = arrow;
  return [within(x + right / STEPS), within(y + down / STEPS)];
}

export class PenKeys {
  /** @type {PadPoint} */
  at = [0.3, 0.15];
  down = false;

  /**
   * `nib` shows where the pen is while the keys hold it.
   *
   * @param {Pick<DrawingPad, "start" | "draw" | "lift"> & { canvas: EventTarget }} pad
   * @param {HTMLElement} nib
   */
  constructor(pad, nib) {
    this.pad = pad;
    this.nib = nib;
    pad.canvas.addEventListener("keydown", (event) =>
      this.#press(/** @type {KeyboardEvent} */ (event)));
    pad.canvas.addEventListener("blur", () => this.#lift(true));
    pad.canvas.addEventListener("pointerdown", () => this.#lift(true));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = penAfter(this.at, event.key);
    if (!to && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (to) this.#go(to);
    else if (this.down) this.#lift(false);
    else this.#put();
    this.#show();
  }

  /** @param {PadPoint} to */
  #go(to) {
    this.at = to;
    if (this.down) this.pad.draw(to);
  }

  #put() {
    this.down = true;
    this.pad.start(this.at);
  }

  /** @param {boolean} hide */
  #lift(hide) {
    if (this.down) this.pad.lift();
    this.down = false;
    if (hide) setVisible(this.nib, false);
  }

  #show() {
    setVisible(this.nib, true);
    this.nib.classList.toggle("down", this.down);
    this.nib.style.left = `${100 * this.at[0]}%`;
    this.nib.style.top = `${100 * this.at[1]}%`;
  }
}

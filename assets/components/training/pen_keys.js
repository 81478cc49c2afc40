// The pen without a pointer: the arrow keys move it, space puts it down or lifts it.
import { reveal } from "../_shared/dom.js";

const STEPS = 24; // from edge to edge
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where the pen comes to with a key, on a pad from 0 to 1; null for another key. */
export function moved([x, y], key) {
  const move = MOVES[key];
  const within = (at) => Math.min(Math.max(at, 0), 1);
  return move ? [within(x + move[0] / STEPS), within(y + move[1] / STEPS)] : null;
}

export class PenKeys {
  /** `nib` shows where the pen is while the keys hold it. */
  constructor(pad, nib) {
    Object.assign(this, { pad, nib, at: [0.3, 0.15], down: false });
    pad.canvas.addEventListener("keydown", (event) => this.#press(event));
    pad.canvas.addEventListener("blur", () => this.#lift(true));
    pad.canvas.addEventListener("pointerdown", () => this.#lift(true));
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moved(this.at, event.key);
    if (!to && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (to) this.#go(to);
    else if (this.down) this.#lift(false);
    else this.#put();
    this.#show();
  }

  #go(to) {
    this.at = to;
    if (this.down) this.pad.draw(to);
  }

  #put() {
    this.down = true;
    this.pad.start(this.at);
  }

  #lift(hide) {
    if (this.down) this.pad.lift();
    this.down = false;
    if (hide) reveal(this.nib, false);
  }

  #show() {
    reveal(this.nib, true);
    this.nib.classList.toggle("down", this.down);
    this.nib.style.left = `${100 * this.at[0]}%`;
    this.nib.style.top = `${100 * this.at[1]}%`;
  }
}

// From one level to the next: what was clicked grows into its place while the rest fades in.
import { context2d } from "../_shared/dom.js";
/** @typedef {{ ghost: HTMLElement, from: DOMRect }} Begun */

const TIME = 250; // ms
const EASE = "cubic-bezier(0.3, 0, 0.2, 1)";

export class Flight {
  /** @type {Animation[]} */
  #moves = [];
  /** @type {HTMLElement | null} */
  #ghost = null;

  /** @param {HTMLElement} board */
  constructor(board) {
    this.board = board;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /**
   * A picture of an element as it is now, and where it is; null where nothing may move.
   *
   * @type {(element: HTMLElement | null) => Begun | null}
   */
  begin(element) {
    if (this.still.matches || !element?.isConnected) return null;
    const face = element.querySelector("canvas") ?? element;
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    if (face instanceof HTMLCanvasElement) ghost.append(copyOf(face));
    else ghost.style.background = getComputedStyle(face).backgroundColor;
    return { ghost, from: face.getBoundingClientRect() };
  }

  /**
   * Let it grow to another element; `level` fades in meanwhile.
   *
   * @type {(begun: Begun | null, element: HTMLElement | null, level: HTMLElement) => void}
   */
  land(begun, element, level) {
    this.stop();
    if (this.still.matches) return;
    const fade = [{ opacity: 0 }, { opacity: 1 }];
    this.#moves = [level.animate(fade, { duration: TIME, easing: EASE })];
    const to = element?.getBoundingClientRect();
    if (!begun || !to?.width) return;
    const { ghost, from } = begun;
    const home = this.board.getBoundingClientRect();
    Object.assign(ghost.style, {
      left: `${to.left - home.left}px`, top: `${to.top - home.top}px`,
      width: `${to.width}px`, height: `${to.height}px`,
    });
    this.board.append(ghost);
    this.#ghost = ghost;
    const start = `translate(${from.left - to.left}px, ${from.top - to.top}px) `
      + `scale(${from.width / to.width}, ${from.height / to.height})`;
    const move = ghost.animate([
      { transform: start, opacity: 1 }, { transform: "none", opacity: 1, offset: 0.85 },
      { transform: "none", opacity: 0 },
    ], { duration: TIME, easing: EASE });
    move.onfinish = () => ghost.remove();
    this.#moves.push(move);
  }

  /** The reader goes on before it has landed. */
  stop() {
    for (const move of this.#moves) move.cancel();
    this.#ghost?.remove();
    this.#moves = [];
  }
}

/** @param {HTMLCanvasElement} canvas */
function copyOf(canvas) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  context2d(copy).drawImage(canvas, 0, 0);
  copy.style.imageRendering = canvas.style.imageRendering;
  return copy;
}

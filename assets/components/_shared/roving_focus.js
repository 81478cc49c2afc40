// One stop for the Tab key; from there the arrow keys go to whatever lies in that direction.
import { ARROWS } from "./place.js";

/** @import { Box } from "./place.js" */

const SIDEWAYS = 3; // how much more a step aside counts than one ahead

/**
 * The index of the nearestBox box in the direction of an arrow key, or -1.
 *
 * @type {(boxes: Box[], from: number, key: string) => number}
 */
export function nearestBox(boxes, from, key) {
  const [down, along] = ARROWS[key];
  const [x, y] = middle(boxes[from]);
  let [best, least] = [-1, Infinity];
  boxes.forEach((box, i) => {
    const [right, below] = [middle(box)[0] - x, middle(box)[1] - y];
    const ahead = right * along + below * down;
    const beside = Math.abs(right * down) + Math.abs(below * along);
    const far = ahead + SIDEWAYS * beside;
    if (i !== from && ahead > 1 && far < least) [best, least] = [i, far];
  });
  return best;
}

/** @type {(box: Box) => [number, number]} */
const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];

export class RovingFocus {
  /**
   * `stops()` lists the elements between which the arrow keys move.
   *
   * @param {HTMLElement} element
   * @param {() => HTMLElement[]} stops
   */
  constructor(element, stops) {
    this.element = element;
    this.stops = stops;
    element.addEventListener("keydown", (event) => this.#press(event));
    element.addEventListener("focusin", ({ target }) => this.#enter(target));
  }

  /** Exactly one stop can be reached by Tab: the one last visited, else the first. */
  renew() {
    const stops = this.stops();
    const current = stops.find((stop) => stop.tabIndex === 0) ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
  }

  /** @param {EventTarget | null} target */
  #enter(target) {
    const stops = this.stops();
    const entered = stops.find((stop) => stop === target);
    if (!entered) return;
    for (const stop of stops) if (stop.tabIndex === 0) stop.tabIndex = -1;
    entered.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (!ARROWS[event.key] || event.defaultPrevented) return;
    const stops = this.stops();
    const from = stops.findIndex((stop) => stop === event.target);
    if (from < 0) return;
    event.preventDefault();
    const found = nearestBox(stops.map((stop) => stop.getBoundingClientRect()), from, event.key);
    stops[found]?.focus();
    stops[found]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// Two lines under the board: what is pointed at and its value, and what its layer does.
/** @import { NetworkNode } from "./contract.js" */
/** @import { Place } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { elementIn, setText } from "../_shared/dom.js";
import { count } from "../_shared/format.js";
import { IMAGE } from "./view.js";
import { HINTS, mapText, placeText, valueText } from "./words.js";

const LOST = "The server does not answer. Load the page again.";

export class Foot {
  /** @param {HTMLElement} root */
  constructor(root) {
    const [first, second] = root.querySelectorAll(".foot span");
    this.first = first;
    this.second = second;
    this.spoken = elementIn(root, ".spoken", HTMLElement);
    this.touch = matchMedia("(hover: none), (pointer: coarse), (max-width: 640px)");
  }

  /**
   * Say what is pointed at; aloud too where the keyboard points. `level` chooses the hint.
   *
   * @type {(view: View, level: 1 | 2 | 3 | "pixel", place: Place | null, isAloud: boolean) => void}
   */
  say(view, level, place, isAloud) {
    const hint = HINTS[level][this.touch.matches ? 1 : 0];
    const text = place ? this.#text(view, place) : hint;
    setText(this.first, text);
    const line = level === 1 && place ? layerLine(view.node(place.node)) : hint;
    setText(this.second, place ? line : "");
    if (isAloud && place) setText(this.spoken, text);
  }

  /** Say where the reader is now. @type {(view: View, place: Place | null) => void} */
  announce(view, place) {
    if (!place) return setText(this.spoken, "The whole network");
    const { node, cell } = place;
    const text = cell ? valueText(view, place, view.read(node, cell)) : placeText(view, place);
    setText(this.spoken, text);
  }

  /** What is pointed at, and its value. @type {(view: View, place: Place) => string} */
  #text(view, place) {
    const { node, channel, cell } = place;
    return cell && view.holds(node, cell)
      ? valueText(view, place, view.read(node, cell)) : mapText(view, node, channel);
  }

  lost() {
    setText(this.first, LOST);
    setText(this.second, "");
  }
}

/**
 * "Convolution: 8 kernels of 3 × 3 · 80 parameters · 4,608 multiplications".
 *
 * @param {Pick<NetworkNode, "name" | "title" | "says" | "parameters" | "multiplies">} node
 */
export function layerLine({ name, title, says, parameters, multiplies }) {
  if (name === IMAGE) return "Where everything begins";
  const parts = [[title, says].filter(Boolean).join(": ")];
  if (parameters) parts.push(`${count(parameters)} parameters`);
  if (multiplies) parts.push(`${count(multiplies)} multiplications`);
  return parts.join(" · ");
}

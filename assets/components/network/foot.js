// Two lines under the board: what is pointed at and its value, and what its layer does.
import { write } from "../_shared/dom.js";
import { IMAGE } from "./view.js";
import { HINTS, count, mapText, placeText, valueText } from "./words.js";

const LOST = "The server does not answer. Load the page again.";

export class Foot {
  constructor(root) {
    const [first, second] = root.querySelectorAll(".foot span");
    Object.assign(this, { first, second, spoken: root.querySelector(".spoken") });
    this.touch = matchMedia("(hover: none), (pointer: coarse), (max-width: 640px)");
  }

  /** Say what is pointed at; aloud too where the keyboard points. `level` chooses the hint. */
  say(view, level, place, isAloud) {
    const hint = HINTS[level][this.touch.matches ? 1 : 0];
    const isValue = place?.cell && view.holds(place.node, place.cell);
    const text = isValue ? valueText(view, place, view.read(place.node, place.cell))
      : place ? mapText(view, place.node, place.channel) : hint;
    write(this.first, text);
    const line = level === 1 && place ? layerLine(view.node(place.node)) : hint;
    write(this.second, place ? line : "");
    if (isAloud && place) write(this.spoken, text);
  }

  /** Say where the reader is now. */
  announce(view, place) {
    if (!place) return write(this.spoken, "The whole network");
    const { node, cell } = place;
    const text = cell ? valueText(view, place, view.read(node, cell)) : placeText(view, place);
    write(this.spoken, text);
  }

  lost() {
    write(this.first, LOST);
    write(this.second, "");
  }
}

/** "Convolution: 8 kernels of 3 × 3 · 80 parameters · 4,608 multiplications". */
export function layerLine({ name, title, says, parameters, multiplies }) {
  if (name === IMAGE) return "Where everything begins";
  const parts = [[title, says].filter(Boolean).join(": ")];
  if (parameters) parts.push(`${count(parameters)} parameters`);
  if (multiplies) parts.push(`${count(multiplies)} multiplications`);
  return parts.join(" · ");
}

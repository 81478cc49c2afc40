// Probabilities as bars, one row a class, each at its place for good.
import { argmax } from "../_shared/arrays.js";
import { cloneTemplate, fillChildren, setText } from "../_shared/dom.js";
import { percent } from "../_shared/format.js";
import { className } from "./words.js";

export class ProbabilityBars {
  constructor(list, template) {
    Object.assign(this, { list, template });
  }

  /** `right` is the place of the right class, or null where nobody knows it. */
  show(classes, values, right = null) {
    const top = values.some((value) => value > 0) ? argmax(values) : -1;
    const rows = fillChildren(this.list, values.length, () => cloneTemplate(this.template));
    rows.forEach((row, i) =>
      this.#row(row, className(classes, i), values[i], i === top, i === right));
  }

  #row(row, text, value, isBest, isRight) {
    const [label, track, share] = row.children;
    setText(label, text);
    setText(share, percent(value));
    track.firstElementChild.style.transform = `scaleX(${Math.min(Math.max(value, 0), 1) || 0})`;
    row.classList.toggle("faint", !(value >= 0.005));
    row.classList.toggle("best", isBest);
    row.classList.toggle("right", isRight);
    label.title = isRight ? `${text}: the right class` : text;
  }
}

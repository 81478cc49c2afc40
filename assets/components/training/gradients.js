// How large the gradients are, layer by layer, on a logarithmic scale that stays where it is.
import { cloneTemplate, fillChildren, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { Panel } from "./panel.js";

const RANGE = [-6, 1]; // powers of ten

/** The share of the bar a gradient fills: 0 at a millionth, 1 at ten. */
export function barShare(size) {
  if (!(size > 0)) return 0;
  const [low, high] = RANGE;
  return Math.min(Math.max((Math.log10(size) - low) / (high - low), 0.01), 1);
}

/** The names of the gradients' layers: those the server gives, else of layers that learn. */
export function gradientNames({ layers = [], gradient_layers: given }, count) {
  if (given) return given;
  const learning = layers.filter(({ name }) => /conv|linear|norm/i.test(name));
  const named = layers.length === count ? layers : learning.length === count ? learning : [];
  return Array.from({ length: count }, (_, i) => named[i]?.name ?? `Layer ${i + 1}`);
}

export class Gradients extends Panel {
  constructor(host) {
    super(host, ".gradients");
    this.list = this.find("ul");
    this.template = host.root.querySelector(".bar-row");
  }

  inputs({ arrays, layers, gradient_layers: named }) {
    return [arrays.gradients, layers, named];
  }

  paint(view) {
    const values = view.arrays.gradients?.values ?? [];
    const names = gradientNames(view, values.length);
    fillChildren(this.list, values.length, () => cloneTemplate(this.template)).forEach((row, i) => {
      const [label, track, text] = row.children;
      setText(label, names[i]);
      label.title = names[i];
      setText(text, number(values[i], 2));
      track.firstElementChild.style.transform = `scaleX(${barShare(values[i])})`;
    });
  }
}

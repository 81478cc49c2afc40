// The bar: back, the way here as buttons, and over what the colours are strongest.
/** @import { Network } from "./network.js" */
/** @import { Place } from "./shapes.js" */
/** @import { Scale, View } from "./view.js" */
import { elementIn, newElement, setAttribute } from "../_shared/dom.js";
import { crumbText, placeText } from "./words.js";

const START = "Network";
/** @type {Scale[]} */
const SCALES = ["map", "layer", "all"];

export class Bar {
  /**
   * `network` has goBack() and goTo(index); `colour(mode)` hears of another scale.
   *
   * @param {HTMLElement} element
   * @param {Network} network
   * @param {(scale: Scale) => void} colour
   */
  constructor(element, network, colour) {
    this.network = network;
    this.list = elementIn(element, ".crumbs ol", HTMLElement);
    this.back = elementIn(element, ".back", HTMLButtonElement);
    this.back.onclick = () => network.goBack();
    this.scales = SCALES.map((scale) => {
      const button = elementIn(element, `[data-scale="${scale}"]`, HTMLButtonElement);
      button.onclick = () => this.#scale(button, scale, colour);
      return button;
    });
  }

  /** @type {(view: View, trail: Place[]) => void} */
  show(view, trail) {
    this.back.disabled = trail.length === 0;
    const names = [START, ...trail.map((place, i) => crumbText(view, place, trail[i - 1]))];
    this.list.replaceChildren(...names.map((name, i) => {
      const item = newElement("li");
      const button = newElement("button", "", name);
      Object.assign(button, { type: "button", onclick: () => this.network.goTo(i - 1) });
      button.title = i ? placeText(view, trail[i - 1]) : "The whole network";
      if (i === trail.length) setAttribute(button, "aria-current", "step");
      item.append(button);
      return item;
    }));
    const nav = this.list.parentElement;
    nav?.scrollTo({ left: nav.scrollWidth });
  }

  /** @type {(button: HTMLElement, scale: Scale, colour: (scale: Scale) => void) => void} */
  #scale(button, scale, colour) {
    for (const one of this.scales) setAttribute(one, "aria-pressed", one === button);
    colour(scale);
  }
}

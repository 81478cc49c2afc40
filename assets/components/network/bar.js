// The bar: back, the way here as buttons, and over what the colours are strongest.
import { make, mark } from "../_shared/dom.js";
import { crumbText, placeText } from "./words.js";

const START = "Network";

export class Bar {
  /** `network` has goBack() and goTo(index); `colour(mode)` hears of another scale. */
  constructor(element, network, colour) {
    Object.assign(this, { network, list: element.querySelector(".crumbs ol") });
    this.back = element.querySelector(".back");
    this.back.onclick = () => network.goBack();
    this.scales = [...element.querySelectorAll("[data-scale]")];
    for (const button of this.scales) button.onclick = () => this.#scale(button, colour);
  }

  show(view, trail) {
    this.back.disabled = trail.length === 0;
    const names = [START, ...trail.map((place, i) => crumbText(view, place, trail[i - 1]))];
    this.list.replaceChildren(...names.map((name, i) => {
      const item = make("li");
      const button = make("button", "", name);
      Object.assign(button, { type: "button", onclick: () => this.network.goTo(i - 1) });
      button.title = i ? placeText(view, trail[i - 1]) : "The whole network";
      if (i === trail.length) mark(button, "aria-current", "step");
      item.append(button);
      return item;
    }));
    const nav = this.list.parentElement;
    nav.scrollLeft = nav.scrollWidth;
  }

  #scale(button, colour) {
    for (const one of this.scales) mark(one, "aria-pressed", one === button);
    colour(button.dataset.scale);
  }
}

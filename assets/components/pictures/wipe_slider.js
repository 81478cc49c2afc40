// The divider between before and after: pointer, touch and keys move it on every panel at once.
import { pointIn } from "../_shared/dom.js";
/** @import { Panel } from "./panel.js" */

export class WipeSlider {
  /** @param {() => void} redraw */
  constructor(redraw) {
    this.share = 0.5;
    this.redraw = redraw;
  }

  /** Answer the hand on one panel. @param {Panel} panel */
  listen({ parts: { divider, sheet } }) {
    divider.onpointerdown = (event) => {
      event.preventDefault();
      event.stopPropagation();
      divider.setPointerCapture(event.pointerId);
      divider.focus();
    };
    divider.onclick = (event) => event.stopPropagation();
    divider.onpointermove = (event) => {
      event.stopPropagation();
      if (!divider.hasPointerCapture(event.pointerId)) return;
      const { x, width } = pointIn(sheet, event);
      this.#move(x / width);
    };
    divider.onkeydown = (event) => {
      const step = event.shiftKey ? 0.1 : 0.02;
      const to = new Map([
        ["ArrowLeft", this.share - step], ["ArrowRight", this.share + step],
        ["Home", 0], ["End", 1],
      ]).get(event.key);
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.#move(to);
    };
  }

  /**
   * Place the divider on one panel; `on` is false where there is nothing to compare.
   *
   * @type {(panel: Panel, on: boolean) => void}
   */
  draw({ figure, parts: { before, divider, sheet } }, on) {
    figure.classList.toggle("wiped", on);
    const percent = Math.round(this.share * 100);
    sheet.style.setProperty("--wipe", `${this.share * 100}%`);
    before.hidden = divider.hidden = !on;
    divider.setAttribute("aria-valuenow", String(percent));
    divider.setAttribute("aria-valuetext", `${percent} % before`);
  }

  /** @param {number} share */
  #move(share) {
    this.share = Math.min(Math.max(share, 0), 1);
    this.redraw();
  }
}

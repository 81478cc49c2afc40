// The keyboard, wherever it is in the network: Backspace goes back.
/** @import { Network } from "./network.js" */

export class Keys {
  /**
   * `areUsed` tells whether the reader's last move was made with a key.
   *
   * @param {HTMLElement} root
   * @param {Network} network
   */
  constructor(root, network) {
    this.network = network;
    this.areUsed = false;
    root.addEventListener("keydown", () => { this.areUsed = true; }, { capture: true });
    root.addEventListener("pointermove", () => { this.areUsed = false; });
    root.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * Nobody else on the page hears what is typed here, but for Tab and Escape.
   *
   * @param {KeyboardEvent} event
   */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "Tab" && event.key !== "Escape") event.stopPropagation();
    if (event.key !== "Backspace") return;
    event.preventDefault();
    this.network.goBack();
  }
}

// The keyboard, wherever it is in the network: Backspace goes back.

export class Keys {
  /** `areUsed` tells whether the reader's last move was made with a key. */
  constructor(root, network) {
    Object.assign(this, { network, areUsed: false });
    root.addEventListener("keydown", () => { this.areUsed = true; }, { capture: true });
    root.addEventListener("pointermove", () => { this.areUsed = false; });
    root.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Nobody else on the page hears what is typed here, but for Tab and Escape. */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "Tab" && event.key !== "Escape") event.stopPropagation();
    if (event.key !== "Backspace") return;
    event.preventDefault();
    this.network.goBack();
  }
}

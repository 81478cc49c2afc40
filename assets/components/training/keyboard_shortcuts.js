// The keyboard, while the training has the focus: space plays or pauses, s takes one step.

export class KeyboardShortcuts {
  constructor(root, controls) {
    this.controls = controls;
    root.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Whatever is typed here stays here: the page around has keys of its own. */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    event.stopPropagation();
    const { tagName } = event.target;
    if (["INPUT", "SELECT"].includes(tagName)) return;
    if (event.key === " " && tagName !== "BUTTON") this.#act(event, () => this.controls.toggle());
    if (event.key === "s") this.#act(event, () => this.controls.step());
  }

  #act(event, act) {
    event.preventDefault();
    if (!event.repeat) act();
  }
}

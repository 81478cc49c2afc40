// Tells the page where the training came to rest, if the page wants to know.
const SETTLED = 250; // ms

export class Rest {
  tell = null;

  /** Every frame passes here; only the one after which nothing moves is told. */
  see({ state, step, image }) {
    if (!state) return;
    const here = state === "playing" ? null : { state, step, index: image?.index ?? null };
    if (JSON.stringify(here) === JSON.stringify(this.here)) return;
    const wasHere = this.here !== undefined;
    this.here = here;
    clearTimeout(this.timer);
    if (here && wasHere) this.timer = setTimeout(() => this.tell?.(here), SETTLED);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

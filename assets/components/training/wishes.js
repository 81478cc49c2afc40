// Buttons answer at once: what the reader asked for is shown until the server's answer is.
export const PATIENCE = 700; // ms; a wish nobody granted by then is forgotten

export class Wishes {
  #wishes = new Map();
  stamp = 0; // changes whenever an answer of `read` may

  constructor(now = () => performance.now()) {
    this.now = now;
  }

  /** The reader asked for this value. */
  wish(name, value) {
    this.#wishes.set(name, { value, until: this.now() + PATIENCE });
    this.stamp += 1;
  }

  /** What to show: the wish while it is on its way, otherwise what is. */
  read(name, actual) {
    const wish = this.#wishes.get(name);
    if (!wish) return actual;
    if (wish.value !== actual && this.now() < wish.until) return wish.value;
    this.#wishes.delete(name);
    return actual;
  }

  /** Time has passed: a wish may be over. */
  look() {
    this.stamp += 1;
  }

  clear() {
    this.#wishes.clear();
    this.stamp += 1;
  }
}

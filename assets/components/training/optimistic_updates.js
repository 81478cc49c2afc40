// Buttons answer at once: what the reader asked for is shown until the server's answer is.
export const PATIENCE = 700; // ms; an update nobody confirmed by then is forgotten

export class OptimisticUpdates {
  #updates = new Map();
  stamp = 0; // changes whenever an answer of `shown` may

  constructor(now = () => performance.now()) {
    this.now = now;
  }

  /** The reader asked for this value. */
  expect(name, value) {
    this.#updates.set(name, { value, until: this.now() + PATIENCE });
    this.stamp += 1;
  }

  /** What to show: the value asked for while it is on its way, otherwise what is. */
  shown(name, actual) {
    const update = this.#updates.get(name);
    if (!update) return actual;
    if (update.value !== actual && this.now() < update.until) return update.value;
    this.#updates.delete(name);
    return actual;
  }

  /** Time has passed: an update may be over. */
  expire() {
    this.stamp += 1;
  }

  clear() {
    this.#updates.clear();
    this.stamp += 1;
  }
}

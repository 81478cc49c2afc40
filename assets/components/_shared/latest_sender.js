// Streaming without a queue: one message at a time, and the newest value travels next.

/**
 * Sends a value, waits for all the answers `send(value)` names (or `wait` ms), then sends the
 * newest.
 *
 * @template Value
 */
export class LatestSender {
  /** @type {Set<string>} */
  #awaited = new Set();
  /** @type {{ value: Value } | null} */
  #next = null;
  #timer = 0;

  /**
   * @param {(value: Value) => string[]} send
   * @param {number} wait
   */
  constructor(send, wait) {
    this.send = send;
    this.wait = wait;
  }

  get busy() {
    return this.#awaited.size > 0;
  }

  /**
   * Send the value now, or as soon as the one on its way has been answered.
   *
   * @param {Value} value
   */
  offer(value) {
    if (this.busy) this.#next = { value };
    else this.#depart(value);
  }

  /** One of the awaited answers has come; others change nothing. @param {string} name */
  answer(name) {
    if (this.#awaited.delete(name) && !this.busy) this.#release();
  }

  /** Forget what waits, and wait for nothing. */
  stop() {
    clearTimeout(this.#timer);
    this.#awaited.clear();
    this.#next = null;
  }

  /** @param {Value} value */
  #depart(value) {
    this.#timer = setTimeout(() => this.#release(), this.wait);
    this.#awaited = new Set(this.send(value));
  }

  #release() {
    const next = this.#next;
    this.stop();
    if (next) this.#depart(next.value);
  }
}

// Streaming without a queue: one message at a time, and the newest value travels next.

/** Sends a value, waits for all the answers `send(value)` names (or `wait` ms), then sends the newest. */
export class Flow {
  #awaited = new Set();
  #next = null;
  #timer = null;

  constructor(send, wait) {
    this.send = send;
    this.wait = wait;
  }

  get busy() {
    return this.#awaited.size > 0;
  }

  /** Send the value now, or as soon as the one on its way has been answered. */
  offer(value) {
    if (this.busy) this.#next = { value };
    else this.#depart(value);
  }

  /** One of the awaited answers has come; an answer nobody waits for changes nothing. */
  answer(name) {
    if (this.#awaited.delete(name) && !this.busy) this.#release();
  }

  /** Forget what waits, and wait for nothing. */
  stop() {
    clearTimeout(this.#timer);
    this.#awaited.clear();
    this.#next = null;
  }

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

// Questions to the server: in every slot one travels at a time, and the newest goes next.
/** @typedef {(bytes: Uint8Array) => void} Receive */
/** @typedef {{ question: (() => BodyInit) | null, receive: Receive }} Waiting */

export class Line {
  /** What waits in a slot while a question is on its way. @type {Map<string, Waiting | null>} */
  #slots = new Map();
  /** @type {string | null} */
  url = null;

  /** @param {() => void} lost told when the server does not answer */
  constructor(lost) {
    this.lost = lost;
  }

  /**
   * Ask, and hand the answer to `receive(bytes)`; it may be out of date, and is then dropped.
   *
   * `question()` makes what is sent, at the moment it is sent. While one waits in the same slot
   * a newer one takes its place.
   *
   * @param {string} slot
   * @param {() => BodyInit} question
   * @param {(bytes: Uint8Array) => void} receive
   */
  ask(slot, question, receive) {
    const waiting = { question, receive };
    if (this.#slots.has(slot)) this.#slots.set(slot, waiting);
    else this.#depart(slot, waiting);
  }

  /** Whether a question of this slot is on its way. @param {string} slot */
  isBusy(slot) {
    return this.#slots.has(slot);
  }

  /** Forget what waits in a slot; what is on its way is not heard. @param {string} slot */
  forget(slot) {
    if (this.#slots.has(slot)) this.#slots.set(slot, { question: null, receive: () => {} });
  }

  stop() {
    for (const slot of this.#slots.keys()) this.forget(slot);
    this.url = null;
  }

  /** @type {(slot: string, waiting: Waiting) => Promise<void>} */
  async #depart(slot, { question, receive }) {
    this.#slots.set(slot, null);
    let answer = null;
    try {
      answer = question && await this.#send(question);
    } catch {
      this.lost();
    }
    const next = this.#slots.get(slot);
    this.#slots.delete(slot);
    if (next?.question) this.#depart(slot, next);
    if (answer && (!next || (next.question && slot === "draw"))) receive(answer);
  }

  /** @param {() => BodyInit} question */
  async #send(question) {
    if (!this.url) return null;
    const response = await fetch(this.url, { method: "POST", body: question() });
    if (!response.ok) throw new Error(response.statusText);
    return response.status === 200 ? new Uint8Array(await response.arrayBuffer()) : null;
  }
}

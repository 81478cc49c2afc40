// New pictures while the hand moves: asks the server itself, so that no page has to run.
/** @import { WeightsMoved, WeightsStamp } from "../_shared/contract.js" */
/** @import { PicturesQuestion } from "./contract.js" */

const EVENT = "cnnviz:weights";

export class LivePictures {
  /** @type {string | null} */
  url = null;
  /** @type {WeightsStamp | null} */
  #hand = null;

  /**
   * `question()` is what the server must know beside the weights; `receive` takes its answer.
   *
   * @param {() => Omit<PicturesQuestion, keyof WeightsMoved>} question
   * @param {(data: Uint8Array) => void} receive
   */
  constructor(question, receive) {
    this.question = question;
    this.receive = receive;
    /** @param {Event} event */
    this.onWeights = (event) => event instanceof CustomEvent && this.#take(event);
    window.addEventListener(EVENT, this.onWeights);
  }

  stop() {
    window.removeEventListener(EVENT, this.onWeights);
  }

  /**
   * Whether a message shows weights that the hand has left behind since.
   *
   * @param {WeightsStamp | null} hand
   */
  isLate(hand) {
    const now = this.#hand;
    return Boolean(hand && now && hand.version === now.version && hand.seq < now.seq);
  }

  /**
   * Whoever turned the weights sees by `defaultPrevented` that pictures are on their way.
   *
   * @param {CustomEvent<WeightsMoved>} event
   */
  #take(event) {
    if (!this.url) return;
    event.preventDefault();
    this.#hand = event.detail;
    this.#ask(this.url, { ...event.detail, ...this.question() });
  }

  /**
   * A line that is dead is not tried again: the weights then travel through the page.
   *
   * @type {(url: string, question: PicturesQuestion) => Promise<void>}
   */
  async #ask(url, question) {
    try {
      const response = await fetch(url, { method: "POST", body: JSON.stringify(question) });
      if (!response.ok) throw new Error(response.statusText);
      if (response.status === 200) this.receive(new Uint8Array(await response.arrayBuffer()));
    } catch {
      this.url = null;
    }
  }
}

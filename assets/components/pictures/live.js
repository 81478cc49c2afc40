// New pictures while the hand moves: asks the server itself, so that no page has to run.
const EVENT = "cnnviz:weights";

export class Live {
  /** `question()` is what the server must know beside the weights; `receive` takes its answer. */
  constructor(question, receive) {
    Object.assign(this, { question, receive, url: null, hand: null });
    this.onWeights = (event) => this.#take(event);
    window.addEventListener(EVENT, this.onWeights);
  }

  stop() {
    window.removeEventListener(EVENT, this.onWeights);
  }

  /** Whether a message shows weights that the hand has left behind since. */
  isLate(hand) {
    return Boolean(hand && this.hand)
      && hand.version === this.hand.version && hand.seq < this.hand.seq;
  }

  /** Whoever turned the weights sees by `defaultPrevented` that pictures are on their way. */
  #take(event) {
    if (!this.url) return;
    event.preventDefault();
    this.hand = event.detail;
    this.#ask({ ...event.detail, ...this.question() });
  }

  /** A line that is dead is not tried again: the weights then travel through the page. */
  async #ask(question) {
    try {
      const response = await fetch(this.url, { method: "POST", body: JSON.stringify(question) });
      if (!response.ok) throw new Error(response.statusText);
      if (response.status === 200) this.receive(new Uint8Array(await response.arrayBuffer()));
    } catch {
      this.url = null;
    }
  }
}

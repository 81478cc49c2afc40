// What one value reads, and what it sees of the picture: asked while the pointer rests on it.
import { unpack } from "../_shared/message.js";
import { IMAGE } from "./view.js";

const REST = 40; // ms the pointer stays before the server is asked
const KEPT = 400; // answers

export class Peek {
  /** `network` has view, line and screen. */
  constructor(network) {
    Object.assign(this, { network, known: new Map(), place: null });
  }

  /** Show what this value reads and sees, now or as soon as it is known; null for nothing. */
  ask(place) {
    clearTimeout(this.timer);
    this.place = place?.cell ? place : null;
    if (!this.place) return this.#show(null);
    const [, row, col] = place.cell;
    if (place.node === IMAGE) return this.#show({ seen: [row, col, 1, 1], parts: [] });
    const known = this.known.get(keyOf(place));
    if (known) return this.#show(known);
    this.timer = setTimeout(() => this.#send(place), REST);
  }

  /** An answer that came for another reason. */
  learn(answer) {
    if (answer?.ask !== "value") return;
    if (this.known.size > KEPT) this.known.clear();
    this.known.set(keyOf(answer), { seen: answer.seen, parts: answer.parts });
  }

  /** Another network. */
  forget() {
    this.known.clear();
  }

  stop() {
    clearTimeout(this.timer);
  }

  #send(place) {
    const { line, view } = this.network;
    const question = { ask: "value", seq: view.seq, node: place.node, cell: place.cell };
    line.ask("peek", () => JSON.stringify(question), (bytes) => {
      this.learn(unpack(bytes));
      if (this.place === place) this.#show(this.known.get(keyOf(place)));
    });
  }

  #show(reading) {
    this.network.screen.reading(this.place, reading);
  }
}

const keyOf = ({ node, cell }) => `${node} ${cell}`;

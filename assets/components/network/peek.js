// What one value reads, and what it sees of the picture: asked while the pointer rests on it.
/** @import { Network } from "./network.js" */
/** @import { Answer, Place, Reading } from "./shapes.js" */
import { unpack } from "../_shared/message.js";
import { IMAGE } from "./view.js";

const REST = 40; // ms the pointer stays before the server is asked
const KEPT = 400; // answers

export class Peek {
  /** @type {Map<string, Reading>} */
  #known = new Map();
  /** The value asked about. @type {Place | null} */
  #place = null;
  #timer = 0;

  /** `network` has view, line and screen. @param {Network} network */
  constructor(network) {
    this.network = network;
  }

  /**
   * Show what this value reads and sees, now or as soon as it is known; null for nothing.
   *
   * @param {Place | null} place
   */
  ask(place) {
    clearTimeout(this.#timer);
    this.#place = place?.cell ? place : null;
    if (!place?.cell) return this.#show(null);
    const [, row, col] = place.cell;
    const pixel = { row, col, rows: 1, cols: 1 };
    if (place.node === IMAGE) return this.#show({ seen: pixel, parts: [] });
    const known = this.#known.get(keyOf(place));
    if (known) return this.#show(known);
    this.#timer = setTimeout(() => this.#send(place), REST);
  }

  /** An answer that came for another reason. @param {Answer | null} answer */
  learn(answer) {
    if (answer?.ask !== "value") return;
    if (this.#known.size > KEPT) this.#known.clear();
    this.#known.set(keyOf(answer), { seen: answer.seen, parts: answer.parts });
  }

  /** Another network. */
  forget() {
    this.#known.clear();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {Place} place */
  #send(place) {
    const { line, view } = this.network;
    const question = { ask: "value", seq: view.seq, node: place.node, cell: place.cell };
    line.ask("peek", () => JSON.stringify(question), (bytes) => {
      this.learn(unpack(bytes));
      if (this.#place === place) this.#show(this.#known.get(keyOf(place)) ?? null);
    });
  }

  /** @param {Reading | null} reading */
  #show(reading) {
    this.network.screen.reading(this.#place, reading);
  }
}

/** @type {(place: { node: string, cell: number[] | null }) => string} */
const keyOf = ({ node, cell }) => `${node} ${cell}`;

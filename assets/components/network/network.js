// The network: one picture in it, and where the reader stands. A screen is a function of both.
/** @import { NetworkComponent, NetworkMessage } from "./contract.js" */
/** @import { Plane } from "../_shared/drawing_pad.js" */
/** @import { Answer, Place } from "./shapes.js" */
import { elementIn } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { LatestSender } from "../_shared/latest_sender.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { Line } from "./line.js";
import { Peek } from "./peek.js";
import { sameNetwork, sameValues } from "./places.js";
import { Screen } from "./screen.js";
import { drawingOf } from "./subject.js";
import { HOME, aside, back, into, placeFrom, samePlace, stillThere, upTo } from "./trail.js";
import { View } from "./view.js";

const SETTLED = 400; // ms of rest before the page hears where the reader stands
const PACE = 1000; // ms after which a drawing nobody answered is followed by the next

export class Network {
  /** The way on screen. @type {Place[]} */
  trail = HOME;
  /** The way that was chosen. @type {Place[]} */
  wanted = HOME;
  /** What was asked for the end of the way. @type {Answer | null} */
  answer = null;
  /** The message on screen. @type {Uint8Array | null} */
  #bytes = null;
  #report = 0;
  #isShown = false;
  /** @type {(at: Place | null) => void} */
  #tell = () => {};

  /**
   * @param {ParentNode} parent
   * @param {NetworkMessage} message
   */
  constructor(parent, message) {
    this.root = elementIn(parent, ".network", HTMLElement);
    this.view = new View(message);
    this.line = new Line(() => this.screen.foot.lost());
    this.peek = new Peek(this);
    this.screen = new Screen(this.root, this);
    /** @type {LatestSender<Plane>} */
    this.flow = new LatestSender((plane) => this.#draw(plane), PACE);
  }

  /** @param {NetworkComponent} component */
  update({ data, setStateValue }) {
    this.#tell = (at) => setStateValue("at", at);
    this.screen.retheme(readTheme(this.root));
    if (!sameBytes(this.#bytes, data)) {
      this.#bytes = data.slice();
      if (this.receive(unpack(data))) this.screen.subject.forget();
    }
  }

  stop() {
    this.line.stop();
    this.peek.stop();
    this.flow.stop();
    this.screen.stop();
    clearTimeout(this.#report);
  }

  /**
   * A picture in a network, from the page or after a stroke; whether it is another one.
   *
   * @param {NetworkMessage} message
   */
  receive(message) {
    const before = this.#isShown ? this.view : null;
    const view = new View(message);
    this.#isShown = true;
    this.line.url = view.url;
    this.view = view;
    if (sameValues(before, view)) return false;
    const isNew = !sameNetwork(before, view);
    if (isNew) this.peek.forget();
    const place = placeFrom(view.at, view);
    const trail = stillThere(isNew && place ? [place] : this.wanted, view);
    if (isNew) this.#leave();
    this.#stand(trail, null, isNew);
    return true;
  }

  /**
   * Go on to a map or a value; it grows out of the element that was chosen.
   *
   * @type {(place: Place, element: HTMLElement | null, isBeside?: boolean) => void}
   */
  enter(place, element, isBeside = false) {
    if (samePlace(place, this.trail.at(-1))) return;
    this.#stand((isBeside ? aside : into)(this.trail, place), element);
  }

  goBack() {
    if (this.trail.length) this.#stand(back(this.trail));
  }

  /** @param {number} index */
  goTo(index) {
    if (index < this.trail.length - 1) this.#stand(upTo(this.trail, index));
  }

  /** New strokes: the newest are asked about, one drawing at a time. @param {Plane} plane */
  drawn(plane) {
    this.flow.offer(plane);
  }

  /** Nothing of the network before stays. */
  #leave() {
    Object.assign(this, { trail: HOME, answer: null });
    this.screen.renew();
  }

  /**
   * Ask what is needed to show a way's end, then show it: until then nothing moves.
   *
   * `wanted` is the way that was chosen, `trail` the one on screen.
   *
   * @param {Place[]} trail
   * @param {HTMLElement | null} element
   */
  #stand(trail, element = null, isQuiet = false) {
    const { view } = this;
    const question = this.screen.question(trail.at(-1), view.seq);
    this.wanted = trail;
    const arrive = (/** @type {Answer | null} */ answer) => {
      if (this.wanted !== trail) return;
      const isMove = !samePlace(trail.at(-1), this.trail.at(-1));
      Object.assign(this, { trail, answer });
      this.peek.learn(answer);
      this.screen.show(isMove && !isQuiet, element);
      if (isMove && !(isQuiet && samePlace(trail.at(-1), this.view.at))) this.#settle();
    };
    if (!question) {
      arrive(null);
      return;
    }
    this.line.ask("look", () => JSON.stringify(question), (bytes) => arrive(unpack(bytes)));
  }

  #settle() {
    clearTimeout(this.#report);
    this.#report = setTimeout(() => this.#tell(this.trail.at(-1) ?? null), SETTLED);
  }

  /** @param {Plane} plane */
  #draw(plane) {
    this.line.ask("draw", () => drawingOf(plane, this.view.seq), (bytes) => {
      this.receive(unpack(bytes));
      this.flow.answer("drawn");
    });
    return ["drawn"];
  }
}

/** @type {(one: Uint8Array | null, other: Uint8Array) => boolean} */
function sameBytes(one, other) {
  if (one?.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

export default keepAlive((parent, /** @type {NetworkComponent} */ { data }) =>
  new Network(parent, unpack(data)));

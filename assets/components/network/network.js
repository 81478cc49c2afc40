// The network: one picture in it, and where the reader stands. A screen is a function of both.
import { Flow } from "../_shared/flow.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { Line } from "./line.js";
import { Peek } from "./peek.js";
import { sameNetwork, sameValues } from "./places.js";
import { Screen } from "./screen.js";
import { drawingOf } from "./subject.js";
import { HOME, aside, back, into, placeFrom, samePlace, stillThere, upTo } from "./trail.js";
import { View } from "./view.js";

const SETTLED = 400; // ms of rest before the page hears where the reader stands
const PACE = 1000; // ms after which a drawing nobody answered is followed by the next

class Network {
  constructor(parent) {
    this.root = parent.querySelector(".network");
    Object.assign(this, { view: null, trail: HOME, wanted: HOME, answer: null });
    this.line = new Line(() => this.screen.foot.lost());
    this.peek = new Peek(this);
    this.screen = new Screen(this.root, this);
    this.flow = new Flow((plane) => this.#draw(plane), PACE);
  }

  update({ data, setStateValue }) {
    this.tell = (at) => setStateValue("at", at);
    this.screen.retheme(readTheme(this.root));
    if (data && !sameBytes(this.bytes, data)) {
      this.bytes = data.slice();
      if (this.receive(unpack(data))) this.screen.subject.forget();
    }
  }

  stop() {
    this.line.stop();
    this.peek.stop();
    this.flow.stop();
    this.screen.stop();
    clearTimeout(this.report);
  }

  /** A picture in a network, from the page or after a stroke; whether it is another one. */
  receive(message) {
    const before = this.view;
    const view = new View(message);
    this.line.url = view.url ?? this.line.url;
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

  /** Go on to a map or a value; it grows out of the element that was chosen. */
  enter(place, element, isBeside = false) {
    if (samePlace(place, this.trail.at(-1))) return;
    this.#stand((isBeside ? aside : into)(this.trail, place), element);
  }

  goBack() {
    if (this.trail.length) this.#stand(back(this.trail));
  }

  goTo(index) {
    if (index < this.trail.length - 1) this.#stand(upTo(this.trail, index));
  }

  /** New strokes: the newest are asked about, one drawing at a time. */
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
   */
  #stand(trail, element = null, isQuiet = false) {
    const question = this.screen.question(trail.at(-1), this.view.seq);
    this.wanted = trail;
    const arrive = (answer) => {
      if (this.wanted !== trail) return;
      const isMove = !samePlace(trail.at(-1), this.trail.at(-1));
      Object.assign(this, { trail, answer });
      this.peek.learn(answer);
      this.screen.show(isMove && !isQuiet, element);
      if (isMove && !(isQuiet && samePlace(trail.at(-1), this.view.at))) this.#settle();
    };
    if (!question) return arrive(null);
    this.line.ask("look", () => JSON.stringify(question), (bytes) => arrive(unpack(bytes)));
  }

  #settle() {
    clearTimeout(this.report);
    this.report = setTimeout(() => this.tell(this.trail.at(-1) ?? null), SETTLED);
  }

  #draw(plane) {
    this.line.ask("draw", () => drawingOf(plane, this.view.seq), (bytes) => {
      this.receive(unpack(bytes));
      this.flow.answer("drawn");
    });
    return ["drawn"];
  }
}

function sameBytes(one, other) {
  if (one?.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

export default keepAlive((parent) => new Network(parent));

// What is on screen: the picture, one of three levels, and what the pointer asks about.
import { mark } from "../_shared/dom.js";
import { Bar } from "./bar.js";
import { Flight } from "./fly.js";
import { Foot } from "./foot.js";
import { Keys } from "./keys.js";
import { Overview } from "./overview.js";
import { Painter } from "./paint.js";
import { strongest } from "./places.js";
import { Subject } from "./subject.js";
import { levelOf } from "./trail.js";
import { Unit } from "./unit.js";
import { Value } from "./value.js";
import { IMAGE } from "./view.js";

const SCROLLBAR = 12; // px a wide network needs below it

/** Levels use its view, painter, room, enter(place, element, isBeside) and point(place). */
export class Screen {
  constructor(root, network) {
    const find = (place) => root.querySelector(place);
    Object.assign(this, { root, network, board: find(".board"), pointed: null, mode: "layer" });
    this.bar = new Bar(find(".bar"), network, (mode) => this.#colour(mode));
    this.foot = new Foot(root);
    this.subject = new Subject(find(".subject"), (plane) => network.drawn(plane));
    this.flight = new Flight(this.board);
    this.rooms = [1, 2, 3].map((level) => find(`.level[data-level="${level}"]`));
    this.levels = [Overview, Unit, Value].map((Level, i) => new Level(this.rooms[i], this));
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.board);
    this.keys = new Keys(root, network);
  }

  get view() {
    return this.network.view;
  }

  get level() {
    return levelOf(this.network.trail);
  }

  get room() {
    return { width: this.board.clientWidth, height: this.board.clientHeight };
  }

  enter(place, element, isBeside) {
    this.network.enter(place, element, isBeside);
  }

  /** The pointer or a key asks about a map or value; null when it asks no more. */
  point(place) {
    if (place ? !this.view.has(place.node) : this.level === 2) return;
    this.pointed = place;
    this.levels[this.level - 1].light(place, null);
    const here = this.network.trail.at(-1) ?? null;
    const isPixel = here?.cell && here.node === IMAGE;
    this.foot.say(this.view, isPixel ? "pixel" : this.level, place, this.keys.areUsed);
    this.network.peek.ask(place ?? here);
  }

  /** What a value reads and sees, as the server says. */
  reading(place, reading) {
    this.subject.outline(reading?.seen ?? null, place?.node);
    if (this.level === 2) this.levels[1].light(this.pointed, reading);
  }

  /** What has to be asked before a place can be shown; null for nothing. */
  question(place, seq) {
    return place ? (place.cell ? Value : Unit).question(place, seq) : null;
  }

  retheme(theme) {
    if (JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    this.theme = theme;
    if (this.view) this.paint();
  }

  /** Another network: everything is laid out anew. */
  renew() {
    this.root.hidden = false;
    Object.assign(this, { pointed: null, last: null });
    this.#lay();
  }

  /** Show where the reader stands; a move lets it grow out of `element`, or out of what was. */
  show(isMove, element) {
    const { level, network: { trail } } = this;
    const begun = isMove ? this.flight.begin(element ?? this.#stood?.()) : null;
    const before = this.last;
    const active = this.root.getRootNode().activeElement;
    this.rooms.forEach((one, i) => { one.hidden = i + 1 !== level; });
    this.paint();
    this.bar.show(this.view, trail);
    this.#mark(trail.at(-1));
    this.#stood = () => (level > 1 ? this.levels[level - 1].target : null);
    this.last = trail.at(-1) ?? null;
    if (!isMove) return this.point(this.pointed ?? this.#resting());
    const target = level > 1 ? this.levels[level - 1].target : this.levels[0].find(before);
    this.flight.land(begun, target, this.rooms[level - 1]);
    this.#focus(active, level === 1 ? target : this.levels[level - 1].stop(before));
    this.point(this.#resting());
    this.foot.announce(this.view, this.last);
  }

  paint() {
    const { view, level, network: { trail, answer } } = this;
    this.painter = new Painter(this.theme, this.mode);
    this.subject.show(view, this.painter);
    if (level === 1) this.levels[0].paint();
    else this.levels[level - 1].show(trail.at(-1), answer);
  }

  stop() {
    this.observer.disconnect();
    this.flight.stop();
  }

  #stood = null;

  /** What is asked about while nobody points: in a map its strongest value. */
  #resting() {
    const place = this.network.trail.at(-1);
    if (!place || place.cell) return place ?? null;
    return { ...place, cell: strongest(this.view, place) };
  }

  #colour(mode) {
    this.mode = mode;
    if (this.view) this.paint();
  }

  #lay() {
    const { width, height } = this.room;
    this.size = `${width} ${height}`;
    this.levels[0].lay({ width, height: height - SCROLLBAR });
  }

  /** Another room: the same things, arranged for it. A value written out makes its own height. */
  #fit() {
    const { width, height } = this.room;
    if (!this.view || !width || `${width} ${height}` === this.size) return;
    if (this.level === 3 && width === Number.parseInt(this.size, 10)) return;
    this.#lay();
    this.paint();
    this.point(this.pointed);
  }

  #mark(place) {
    const { root, view, level } = this;
    const said = {
      level, seq: view.seq, node: place?.node ?? "", channel: place?.channel ?? "",
      cell: place?.cell?.join() ?? "",
    };
    for (const [name, text] of Object.entries(said)) mark(root, `data-${name}`, text);
  }

  /** The keyboard goes on from what is new, or stays on the way back; a mouse does not mind. */
  #focus(active, stop) {
    const { back } = this.bar;
    if (!active || (active === back && !back.disabled)) return;
    const next = (this.keys.areUsed || this.level === 1) && stop ? stop : this.board;
    next.focus({ preventScroll: true });
    if (next !== this.board) next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

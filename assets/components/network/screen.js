// What is on screen: the picture, one of three levels, and what the pointer asks about.
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Network } from "./network.js" */
/** @import { Desk, Place, Reading, Size } from "./shapes.js" */
/** @import { Scale } from "./view.js" */
import { elementIn, elementsIn, setAttribute } from "../_shared/dom.js";
import { readTheme } from "../_shared/palette.js";
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
  /** The room the network is laid out for, once it is. @type {Size | null} */
  #laid = null;
  /** The element that showed where the reader stood. @type {() => HTMLElement | null} */
  #stood = () => null;

  /**
   * @param {HTMLElement} root
   * @param {Network} network
   */
  constructor(root, network) {
    this.root = root;
    this.network = network;
    this.board = elementIn(root, ".board", HTMLElement);
    /** What the pointer asks about. @type {Place | null} */
    this.pointed = null;
    /** Where the reader stood before. @type {Place | null} */
    this.last = null;
    /** @type {Scale} */
    this.mode = "layer";
    this.theme = readTheme(root);
    this.painter = new Painter(this.theme, this.mode);
    this.bar = new Bar(elementIn(root, ".bar", HTMLElement), network, (mode) => this.#colour(mode));
    this.foot = new Foot(root);
    const subject = elementIn(root, ".subject", HTMLElement);
    this.subject = new Subject(subject, (plane) => network.drawn(plane));
    this.flight = new Flight(this.board);
    const rooms = elementsIn(root, HTMLElement, "whole", "unit", "value");
    this.rooms = [rooms.whole, rooms.unit, rooms.value];
    this.overview = new Overview(rooms.whole, this);
    this.unit = new Unit(rooms.unit, this);
    this.value = new Value(rooms.value, this);
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

  /** What shows where the reader stands, below the whole network. */
  get #deeper() {
    return this.level === 1 ? null : this.level === 2 ? this.unit : this.value;
  }

  /** @type {Desk["enter"]} */
  enter(place, element, isBeside) {
    this.network.enter(place, element, isBeside);
  }

  /**
   * The pointer or a key asks about a map or value; null when it asks no more.
   *
   * @param {Place | null} place
   */
  point(place) {
    if (place ? !this.view.has(place.node) : this.level === 2) return;
    this.pointed = place;
    if (this.level === 1) this.overview.light(place);
    if (this.level === 2) this.unit.light(place, null);
    const here = this.network.trail.at(-1) ?? null;
    const isPixel = here?.node === IMAGE && here.cell !== null;
    this.foot.say(this.view, isPixel ? "pixel" : this.level, place, this.keys.areUsed);
    this.network.peek.ask(place ?? here);
  }

  /**
   * What a value reads and sees, as the server says.
   *
   * @type {(place: Place | null, reading: Reading | null) => void}
   */
  reading(place, reading) {
    this.subject.outline(this.view, reading?.seen ?? null, place?.node);
    if (this.level === 2) this.unit.light(this.pointed, reading);
  }

  /**
   * What has to be asked before a place can be shown; null for nothing.
   *
   * @param {Place | undefined} place
   * @param {number} seq
   */
  question(place, seq) {
    if (!place) return null;
    return place.cell ? Value.question(place, seq) : Unit.question(place, seq);
  }

  /** @param {Theme} theme */
  retheme(theme) {
    if (JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    this.theme = theme;
    if (this.#laid) this.paint();
  }

  /** Another network: everything is laid out anew. */
  renew() {
    this.root.hidden = false;
    Object.assign(this, { pointed: null, last: null });
    this.#lay();
  }

  /**
   * Show where the reader stands; a move lets it grow out of `element`, or out of what was.
   *
   * @type {(isMove: boolean, element: HTMLElement | null) => void}
   */
  show(isMove, element) {
    const { level, network: { trail } } = this;
    const begun = isMove ? this.flight.begin(element ?? this.#stood()) : null;
    const before = this.last;
    const home = this.root.getRootNode();
    const active = home instanceof ShadowRoot ? home.activeElement : document.activeElement;
    this.rooms.forEach((one, i) => { one.hidden = i + 1 !== level; });
    this.paint();
    this.bar.show(this.view, trail);
    const here = trail.at(-1) ?? null;
    this.#mark(here);
    const shown = this.#deeper;
    this.#stood = () => shown?.target ?? null;
    this.last = here;
    if (!isMove) {
      this.point(this.pointed ?? this.#resting());
      return;
    }
    const target = shown ? shown.target : before && this.overview.find(before);
    this.flight.land(begun, target, this.rooms[level - 1]);
    this.#focus(active, shown ? shown.stop(before) : target);
    this.point(this.#resting());
    this.foot.announce(this.view, this.last);
  }

  paint() {
    const { view, network: { trail, answer } } = this;
    const place = trail.at(-1);
    this.painter = new Painter(this.theme, this.mode);
    this.subject.show(view, this.painter);
    if (!place) this.overview.paint();
    else if (place.cell) this.value.show(place, answer?.ask === "value" ? answer : null);
    else this.unit.show(place, answer?.ask === "unit" ? answer : null);
  }

  stop() {
    this.observer.disconnect();
    this.flight.stop();
  }

  /**
   * What is asked about while nobody points: in a map its strongest value.
   *
   * @returns {Place | null}
   */
  #resting() {
    const place = this.network.trail.at(-1);
    if (!place || place.cell) return place ?? null;
    return { ...place, cell: strongest(this.view, place) };
  }

  /** @param {Scale} mode */
  #colour(mode) {
    this.mode = mode;
    if (this.#laid) this.paint();
  }

  #lay() {
    const { width, height } = this.room;
    this.#laid = { width, height };
    this.overview.lay({ width, height: height - SCROLLBAR });
  }

  /** Another room: the same things, arranged for it. A value written out makes its own height. */
  #fit() {
    const { width, height } = this.room;
    const before = this.#laid;
    if (!before || !width || (width === before.width && height === before.height)) return;
    if (this.level === 3 && width === before.width) return;
    this.#lay();
    this.paint();
    this.point(this.pointed);
  }

  /** @param {Place | null} place */
  #mark(place) {
    const { root, view, level } = this;
    const said = {
      level, seq: view.seq, node: place?.node ?? "", channel: place?.channel ?? "",
      cell: place?.cell?.join() ?? "",
    };
    for (const [name, text] of Object.entries(said)) setAttribute(root, `data-${name}`, text);
  }

  /**
   * The keyboard goes on from what is new, or stays on the way back; a mouse does not mind.
   *
   * @type {(active: Element | null, stop: HTMLElement | null) => void}
   */
  #focus(active, stop) {
    const { back } = this.bar;
    if (!active || (active === back && !back.disabled)) return;
    const next = (this.keys.areUsed || this.level === 1) && stop ? stop : this.board;
    next.focus({ preventScroll: true });
    if (next !== this.board) next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// Level 3: one value written out in full: every product of every channel, their sums, the bias.
import { newElement, setAttribute, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { RovingFocus } from "../_shared/roving_focus.js";
import { Channels } from "./channels.js";
import { cellWidth } from "./grid.js";
import { Pixel } from "./pixel.js";
import { Rows } from "./rows.js";
import { Sheet } from "./sheet.js";
import { Single, isSingle } from "./single.js";
import { drawTotal } from "./total.js";
import { spotOf } from "./trail.js";
import { IMAGE } from "./view.js";
import { layerText, placeText } from "./words.js";
/** @import { ValueMessage, ValueQuestion } from "./contract.js" */
/** @import { Desk, Place, Spot } from "./shapes.js" */
/** @import { View } from "./view.js" */
/** @typedef {Channels | Rows | Single} Body */

const STOPS = "button.cell:not(:disabled)";
const WHERE = { wide: 84, narrow: 60 }; // px of the small map that shows where the value stands
const NARROW = 760; // px of a room

export class Value {
  /** What the value on screen is made of. @type {string | null} */
  #key = null;
  /** @type {Pixel | Body | null} */
  #body = null;
  /** The map the value stands in. @type {Sheet | null} */
  #where = null;
  /** @type {Place | null} */
  #place = null;

  /**
   * @param {HTMLElement} element
   * @param {Desk} desk
   */
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    this.result = newElement("b", "result");
    this.total = newElement("p", "total");
    this.focus = new RovingFocus(element, () => this.#stops);
  }

  /** @returns {HTMLElement[]} */
  get #stops() {
    return [...this.element.querySelectorAll(STOPS)].filter((stop) => stop instanceof HTMLElement);
  }

  /** A pixel needs no question. @type {(place: Place, seq: number) => ValueQuestion | null} */
  static question({ node, channel, cell }, seq) {
    return node === IMAGE ? null : { ask: "value", seq, node, cell: cell ?? [channel] };
  }

  /** @type {(place: Place, message: ValueMessage | null) => void} */
  show(place, message) {
    this.#place = place;
    const key = JSON.stringify([place, message?.parts]);
    const isNew = key !== this.#key || !this.#body;
    const body = isNew || !this.#body ? this.#build(place, message) : this.#body;
    this.#key = key;
    const chars = this.#fill(body, message);
    if (isNew) this.focus.renew();
    const width = `${cellWidth(Math.max(chars, body.least), body.size)}px`;
    if (this.element.style.getPropertyValue("--cell") !== width) {
      this.element.style.setProperty("--cell", width);
    }
    const { view, painter } = this.desk;
    const value = view.read(place.node, place.cell ?? [place.channel]);
    setText(this.result, number(value, 6));
    setAttribute(this.result, "data-value", value);
    if (this.#where) painter.map(this.#where.canvas, view, place.node, place.channel);
    this.#where?.light(spotOf(place));
  }

  /**
   * Bring the numbers and their sum on screen.
   *
   * @type {(body: Pixel | Body, message: ValueMessage | null) => number}
   */
  #fill(body, message) {
    if (body instanceof Pixel || !message) {
      setText(this.total, body instanceof Pixel ? body.total : "");
      return body instanceof Pixel ? body.show() : 0;
    }
    const point = (/** @type {number | null} */ channel) => {
      if (body instanceof Channels) body.light(channel);
    };
    const length = body.show(message);
    drawTotal(this.total, message, titlesOf(this.desk.view, message), point);
    return length;
  }

  get target() {
    return this.result;
  }

  /**
   * Where the keyboard goes on: on the pixel itself, on the number it came from, else the first.
   *
   * @type {(before: Place | null) => HTMLElement | null}
   */
  stop(before) {
    const stops = this.#stops;
    const from = [this.#place, before].map((place) => stops.find(({ dataset }) =>
      dataset.node === place?.node && dataset.cell === String(place?.cell ?? place?.channel)));
    return from.find((stop) => stop !== undefined) ?? stops[0] ?? null;
  }

  light() {}

  /** @type {(place: Place, message: ValueMessage | null) => Pixel | Body} */
  #build(place, message) {
    const body = bodyOf(this.desk, place, message);
    this.#body = body;
    const title = newElement("h2", "", placeText(this.desk.view, place));
    title.append(newElement("span", "equals", " = "), this.result);
    const head = newElement("header", "head");
    head.append(title, newElement("p", "says", this.#says(place, message)));
    this.#where = spotOf(place) && this.#map(place);
    const scroll = newElement("div", "scroll");
    const said = { tabindex: 0, role: "group", "aria-label": "The numbers of this value" };
    for (const [name, text] of Object.entries(said)) setAttribute(scroll, name, text);
    scroll.append(body.element);
    this.element.classList.toggle("large", body.size === "large");
    this.element.classList.toggle("whole-sum", !body.isLong);
    const where = this.#where ? [this.#where.element] : [];
    this.element.replaceChildren(head, ...where, scroll, this.total);
    return body;
  }

  /** @type {(place: Place, message: ValueMessage | null) => string} */
  #says(place, message) {
    const { view } = this.desk;
    if (!message) return "A pixel of the picture: here the way ends.";
    const { title, says } = view.node(place.node);
    return `${title}: ${says}`;
  }

  /** The map it stands in: click another cell to write that one out. @param {Place} place */
  #map(place) {
    const { desk } = this;
    const at = (/** @type {Spot} */ [row, col]) => ({ ...place, cell: [place.channel, row, col] });
    return new Sheet({
      role: "where", title: layerText(place.node), place,
      width: desk.room.width < NARROW ? WHERE.narrow : WHERE.wide,
      sides: desk.view.sides(place.node),
      point: (cell) => desk.point(cell && at(cell)),
      pick: (cell, own) => desk.enter(at(cell), own.cellElement, true),
    });
  }
}

/**
 * The titles of the layers that follow.
 *
 * @type {(view: View, message: ValueMessage) => Record<string, string>}
 */
const titlesOf = (view, { after }) =>
  Object.fromEntries(after.map(({ node }) => [node, view.node(node).title]));

/** @type {(desk: Desk, place: Place, message: ValueMessage | null) => Pixel | Body} */
function bodyOf(desk, place, message) {
  if (!message) return new Pixel(desk, place);
  if (isSingle(desk.view, message)) return new Single(desk, message);
  const [depth, rows, cols] = message.arrays.windows[0].shape;
  const isLong = message.parts.length === 1 && depth > 1 && rows * cols === 1;
  return isLong ? new Rows(desk, message) : new Channels(desk, message);
}

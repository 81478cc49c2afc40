// One value of many single numbers: a row for each, value × weight = product, or a score's power.
/** @import { Color } from "../_shared/palette.js" */
/** @import { ValueMessage } from "./contract.js" */
/** @import { Desk, Place } from "./shapes.js" */
/** @typedef {Term & { cell: HTMLElement, weight: HTMLElement | null, term: HTMLElement }} Row */
/** @typedef {{ element: HTMLElement, at: number, place: Place }} Term */
import { maxAbs } from "../_shared/arrays.js";
import { newElement, setAttribute, setText } from "../_shared/dom.js";
import { count, number } from "../_shared/format.js";
import { dressed, placeIn } from "./channels.js";
import { tint } from "./paint.js";
import { wholeOf } from "./total.js";
import { ROOM, brief, shortText } from "./words.js";

const FIRST = 512; // rows at once; more come when asked for
const FEW = 16; // rows in one column
const MANY = 128; // more do not make the board grow
const POWERS = "score → e to the power of (score − largest score)";
const POWER = 10; // characters of a power of e, as 5.08×10⁻¹¹
const SORTED = 9; // from so many rows on, the largest can stand first

export class Rows {
  /** Which terms have a row, in what order. @type {number[]} */
  #places = [];
  /** @type {Row[]} */
  #rows = [];

  /**
   * @param {Desk} desk
   * @param {ValueMessage} message
   */
  constructor(desk, message) {
    this.desk = desk;
    this.message = message;
    this.part = message.parts[0];
    this.shown = FIRST;
    this.sorted = false;
    /** @type {"usual"} */
    this.size = "usual";
    const { length } = message.arrays.terms[0].values;
    this.element = newElement("div", "many");
    this.tools = newElement("p", "tools");
    this.list = newElement("ol", `rows${length > FEW ? "" : " few"}`);
    this.more = newElement("button", "more");
    Object.assign(this.more, { type: "button", onclick: () => this.#grow() });
    this.whole = newElement("p", "all");
    this.sum = newElement("b");
    this.whole.append(newElement("span", "", "sum of all"), this.sum);
    this.isLong = length > MANY;
    this.list.classList.toggle("share", message.combine === "share");
    this.least = message.combine === "share" ? POWER : ROOM;
    this.element.append(this.tools, this.list, this.more, this.whole);
    this.#order();
  }

  /** Bring all numbers on screen; gives the length of the longest. @param {ValueMessage} message */
  show(message) {
    this.message = message;
    const { weights: [weight], terms: [{ values }] } = message.arrays;
    const order = Array.from(values, (_, i) => i);
    if (this.sorted) order.sort((one, other) => Math.abs(values[other]) - Math.abs(values[one]));
    const places = order.slice(0, this.shown);
    if (String(places) !== String(this.#places)) this.#build(places);
    const [heaviest, most] = [maxAbs(weight?.values ?? []), maxAbs(values)];
    this.more.hidden = order.length <= this.shown;
    const more = Math.min(FIRST, order.length - this.shown);
    setText(this.more, `Show ${count(more)} more of ${count(order.length)}`);
    const whole = wholeOf(message);
    this.whole.hidden = !whole;
    setText(this.sum, whole);
    return Math.max(...this.#rows.map((row) => this.#write(row, heaviest, most)));
  }

  /** @param {number[]} places */
  #build(places) {
    this.#places = places;
    const { view } = this.desk;
    const isWeighed = this.message.arrays.weights[0] !== null;
    this.#rows = places.map((at) => this.#row(at, placeIn(view, this.part, at), isWeighed));
    this.list.replaceChildren(...this.#rows.map(({ element }) => element));
  }

  /** @type {(at: number, place: Place, isWeighed: boolean) => Row} */
  #row(at, place, isWeighed) {
    const { view } = this.desk;
    const element = newElement("li");
    const before = view.unfolded(place.node, place.channel);
    const name = newElement("span", "of", shortText(view, before ? placed(before) : place));
    const cell = newElement("button", "cell input");
    cell.type = "button";
    dressed(this.desk, cell, place);
    const term = newElement("span", "cell product");
    element.append(name, cell);
    let weight = null;
    if (isWeighed) {
      weight = newElement("span", "cell kernel");
      const [times, equals] = ["×", "="].map((sign) => newElement("span", "sign", sign));
      element.append(times, weight, equals, term);
    } else element.append(newElement("span", "sign", "→"), term);
    const { combine, cell: [own] } = this.message;
    if (combine === "share" && own === at) element.className = "chosen";
    return { element, at, place, cell, weight, term };
  }

  /** @type {(row: Row, heaviest: number, most: number) => number} */
  #write({ at, place, cell, weight, term }, heaviest, most) {
    const { view, painter } = this.desk;
    const { windows: [window], weights: [weights], terms: [terms] } = this.message.arrays;
    const value = window.values[at];
    const lengths = [this.#put(cell, value, painter.fill(view, place.node, place.channel, value))];
    if (weight && weights) {
      const factor = weights.values[at];
      lengths.push(this.#put(weight, factor, painter.signed(factor, heaviest)));
    }
    const made = terms.values[at];
    lengths.push(this.#put(term, made, painter.signed(made, most)));
    return Math.max(...lengths);
  }

  /** @type {(element: HTMLElement, value: number, color: Color) => number} */
  #put(element, value, color) {
    const text = this.message.combine === "sum" ? brief(value) : number(value, 4);
    setText(element, text);
    if (element.tagName !== "BUTTON") element.title = number(value, 7);
    tint(element, color);
    return text.length;
  }

  #grow() {
    this.shown += FIRST;
    this.show(this.message);
  }

  #order() {
    const { terms: [{ values: { length } }], weights: [weight] } = this.message.arrays;
    if (this.message.combine === "share") {
      this.tools.append(newElement("span", "", POWERS));
      return;
    }
    this.tools.hidden = length < SORTED || !weight;
    const button = newElement("button", "order", "Largest products first");
    setAttribute(button, "aria-pressed", "false");
    button.type = "button";
    button.onclick = () => {
      this.sorted = !this.sorted;
      setAttribute(button, "aria-pressed", this.sorted);
      this.show(this.message);
    };
    this.tools.append(newElement("span", "", `${count(length)} products`), button);
  }
}

/** @type {(before: { node: string, cell: number[] }) => Place} */
const placed = ({ node, cell }) => ({ node, channel: cell[0], cell });

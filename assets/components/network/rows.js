// One value of many single numbers: a row for each, value × weight = product, or a score's power.
import { maxAbs } from "../_shared/arrays.js";
import { make, mark, write } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { dressed, placeIn } from "./channels.js";
import { tint } from "./paint.js";
import { wholeOf } from "./total.js";
import { ROOM, brief, count, shortText } from "./words.js";

const FIRST = 512; // rows at once; more come when asked for
const FEW = 16; // rows in one column
const MANY = 128; // more do not make the board grow
const POWERS = "score → e to the power of (score − largest score)";
const POWER = 10; // characters of a power of e, as 5.08×10⁻¹¹
const SORTED = 9; // from so many rows on, the largest can stand first

export class Rows {
  constructor(desk, message) {
    Object.assign(this, { desk, part: message.parts[0], message, shown: FIRST, sorted: false });
    this.element = make("div", "many");
    this.tools = make("p", "tools");
    this.list = make("ol", `rows${message.arrays.terms0.values.length > FEW ? "" : " few"}`);
    this.more = make("button", "more");
    Object.assign(this.more, { type: "button", onclick: () => this.#grow() });
    this.whole = make("p", "all");
    this.sum = make("b");
    this.whole.append(make("span", "", "sum of all"), this.sum);
    this.isLong = message.arrays.terms0.values.length > MANY;
    this.list.classList.toggle("share", message.combine === "share");
    this.least = message.combine === "share" ? POWER : ROOM;
    this.element.append(this.tools, this.list, this.more, this.whole);
    this.#order();
  }

  /** Bring all numbers on screen; gives the length of the longest. */
  show(message) {
    this.message = message;
    const { values } = message.arrays.terms0;
    const order = Array.from(values, (_, i) => i);
    if (this.sorted) order.sort((one, other) => Math.abs(values[other]) - Math.abs(values[one]));
    const places = order.slice(0, this.shown);
    if (String(places) !== String(this.places)) this.#build(places);
    this.limits = Object.fromEntries(["weight0", "terms0"].map((name) =>
      [name, maxAbs(message.arrays[name]?.values ?? [])]));
    this.more.hidden = order.length <= this.shown;
    const more = Math.min(FIRST, order.length - this.shown);
    write(this.more, `Show ${count(more)} more of ${count(order.length)}`);
    const whole = wholeOf(message);
    this.whole.hidden = !whole;
    write(this.sum, whole);
    return Math.max(...this.rows.map((row) => this.#write(row, message.arrays)));
  }

  #build(places) {
    this.places = places;
    const { view } = this.desk;
    const isWeighed = Boolean(this.message.arrays.weight0);
    this.rows = places.map((at) => this.#row(at, placeIn(view, this.part, at), isWeighed));
    this.list.replaceChildren(...this.rows.map(({ element }) => element));
  }

  #row(at, place, isWeighed) {
    const { view } = this.desk;
    const element = make("li");
    const before = view.unfolded(place.node, place.channel);
    const name = make("span", "of", shortText(view, before ? placed(before) : place));
    const cell = make("button", "cell input");
    cell.type = "button";
    dressed(this.desk, cell, place);
    const term = make("span", "cell product");
    element.append(name, cell);
    let weight = null;
    if (isWeighed) {
      weight = make("span", "cell kernel");
      element.append(make("span", "sign", "×"), weight, make("span", "sign", "="), term);
    } else element.append(make("span", "sign", "→"), term);
    const { combine, cell: [own] } = this.message;
    if (combine === "share" && own === at) element.className = "chosen";
    return { element, at, place, cell, weight, term };
  }

  #write({ at, place, cell, weight, term }, arrays) {
    const { view, painter } = this.desk;
    const value = arrays.window0.values[at];
    const texts = [this.#put(cell, value, painter.fill(view, place.node, place.channel, value))];
    const put = (element, name) => {
      const part = arrays[name].values[at];
      texts.push(this.#put(element, part, painter.signed(part, this.limits[name])));
    };
    if (weight) put(weight, "weight0");
    put(term, "terms0");
    return Math.max(...texts);
  }

  #put(element, value, color) {
    const text = this.message.combine === "sum" ? brief(value) : number(value, 4);
    write(element, text);
    if (element.tagName !== "BUTTON") element.title = number(value, 7);
    tint(element, color);
    return text.length;
  }

  #grow() {
    this.shown += FIRST;
    this.show(this.message);
  }

  #order() {
    const { length } = this.message.arrays.terms0.values;
    if (this.message.combine === "share") {
      return this.tools.append(make("span", "", POWERS));
    }
    this.tools.hidden = length < SORTED || !this.message.arrays.weight0;
    const button = make("button", "order", "Largest products first");
    mark(button, "aria-pressed", "false");
    button.type = "button";
    button.onclick = () => {
      this.sorted = !this.sorted;
      mark(button, "aria-pressed", this.sorted);
      this.show(this.message);
    };
    this.tools.append(make("span", "", `${count(length)} products`), button);
  }
}

const placed = ({ node, cell }) => ({ node, channel: cell[0], cell });

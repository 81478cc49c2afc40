// Level 3: one value written out in full: every product of every channel, their sums, the bias.
import { make, mark, write } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { RovingFocus } from "../_shared/roving_focus.js";
import { Channels } from "./channels.js";
import { cellWidth } from "./grid.js";
import { Pixel } from "./pixel.js";
import { Rows } from "./rows.js";
import { Sheet } from "./sheet.js";
import { Single, isSingle } from "./single.js";
import { drawTotal } from "./total.js";
import { IMAGE } from "./view.js";
import { layerText, placeText } from "./words.js";

const STOPS = "button.cell:not(:disabled)";
const WHERE = { wide: 84, narrow: 60 }; // px of the small map that shows where the value stands
const NARROW = 760; // px of a room

export class Value {
  /** `desk` has view, painter, enter(place, element, beside), point(place). */
  constructor(element, desk) {
    Object.assign(this, { element, desk, key: null });
    this.focus = new RovingFocus(element, () => [...element.querySelectorAll(STOPS)]);
  }

  /** A pixel needs no question. */
  static question(place, seq) {
    return place.node === IMAGE ? null : { ask: "value", seq, node: place.node, cell: place.cell };
  }

  show(place, message) {
    const key = JSON.stringify([place, message?.parts]);
    if (key !== this.key) this.#build(place, message);
    const { view, painter } = this.desk;
    this.place = place;
    const chars = this.body.show(message);
    if (key !== this.key) this.focus.renew();
    this.key = key;
    const width = `${cellWidth(Math.max(chars, this.body.least), this.body.size)}px`;
    if (this.element.style.getPropertyValue("--cell") !== width) {
      this.element.style.setProperty("--cell", width);
    }
    const value = view.read(place.node, place.cell);
    write(this.result, number(value, 6));
    mark(this.result, "data-value", value);
    if (this.where) {
      painter.map(this.where.canvas, view, place.node, place.channel);
      this.where.light(place.cell.slice(1));
    }
    if (!message) return write(this.total, this.body.total);
    drawTotal(this.total, this.#titled(message), (channel) => this.body.light?.(channel));
  }

  get target() {
    return this.result;
  }

  /** Where the keyboard goes on: on the pixel itself, on the number it came from, else the first. */
  stop(before) {
    const stops = [...this.element.querySelectorAll(STOPS)];
    const { node, cell } = this.place;
    const from = [{ node, cell }, before].map((place) => stops.find(({ dataset }) =>
      dataset.node === place?.node && dataset.cell === String(place?.cell ?? place?.channel)));
    return from.find(Boolean) ?? stops[0] ?? null;
  }

  light() {}

  #titled(message) {
    const { view } = this.desk;
    const titled = (one) => ({ ...one, title: view.node(one.node).title });
    return { ...message, after: (message.after ?? []).map(titled) };
  }

  #build(place, message) {
    this.body = bodyOf(this.desk, place, message);
    this.result = make("b", "result");
    const title = make("h2", "", placeText(this.desk.view, place));
    title.append(make("span", "equals", " = "), this.result);
    const head = make("header", "head");
    head.append(title, make("p", "says", this.#says(place, message)));
    this.where = place.cell.length === 3 ? this.#map(place) : null;
    this.total = make("p", "total");
    const scroll = make("div", "scroll");
    const said = { tabindex: 0, role: "group", "aria-label": "The numbers of this value" };
    for (const [name, text] of Object.entries(said)) mark(scroll, name, text);
    scroll.append(this.body.element);
    this.element.classList.toggle("large", this.body.size === "large");
    this.element.classList.toggle("whole-sum", !this.body.isLong);
    const where = this.where ? [this.where.element] : [];
    this.element.replaceChildren(head, ...where, scroll, this.total);
  }

  #says(place, message) {
    const { view } = this.desk;
    if (!message) return "A pixel of the picture: here the way ends.";
    const { title, says } = view.node(place.node);
    return `${title}: ${says}`;
  }

  /** The map it stands in: click another cell to write that one out. */
  #map(place) {
    const { desk } = this;
    const at = ([row, col]) => ({ ...place, cell: [place.channel, row, col] });
    const sheet = new Sheet({
      role: "where", title: layerText(place.node), place,
      width: desk.room.width < NARROW ? WHERE.narrow : WHERE.wide,
      sides: desk.view.sides(place.node),
      point: (cell) => desk.point(cell && at(cell)),
      pick: (cell, own) => desk.enter(at(cell), own.cellElement, true),
    });
    return sheet;
  }
}

function bodyOf(desk, place, message) {
  if (!message) return new Pixel(desk, place);
  if (isSingle(desk.view, message)) return new Single(desk, message);
  const [depth, rows, cols] = message.arrays.window0.shape;
  const isLong = message.parts.length === 1 && depth > 1 && rows * cols === 1;
  return isLong ? new Rows(desk, message) : new Channels(desk, message);
}

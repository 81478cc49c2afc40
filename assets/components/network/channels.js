// One value, channel by channel: window × kernel = products, and what they come to.
import { maxAbs } from "../_shared/arrays.js";
import { newElement, setAttribute, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { onHover } from "./cells.js";
import { Grid, denseIn, fitsLarge } from "./grid.js";
import { IMAGE } from "./view.js";
import { ROOM, TIGHT, placeText } from "./words.js";
/** @import { Packed } from "../_shared/message.js" */
/** @import { ValueMessage, ValuePart } from "./contract.js" */
/** @import { Desk, Place, Sides } from "./shapes.js" */
/** @import { View } from "./view.js" */
/** @typedef {{ kernel: Grid, product: Grid, partial: HTMLElement }} Weighed */
/** @typedef {{ part: ValuePart, i: number, d: number }} Plane of a part, and which channel */
/** @typedef {{ element: HTMLElement, input: Grid, weighed: Weighed | null }} Shown */
/** @typedef {Plane & Shown} ChannelBlock */

const MOST_LARGE = 7; // rows of large cells
const MOST = 32; // channels on a board that grows with them
const NARROW = 760; // px of a room for short numbers

/**
 * The place of a cell of a window; `at` counts through the window in reading order.
 *
 * @type {(view: View, part: ValuePart, at: number) => Place}
 */
export function placeIn(view, { source, box }, at) {
  const { row, col, height, width, channel, row_step: down, col_step: along } = box;
  const depth = channel + Math.floor(at / (height * width));
  const within = at % (height * width);
  const cell = view.isMaps(source)
    ? [depth, row + Math.floor(within / width) * down, col + (within % width) * along] : [depth];
  return { node: source, channel: depth, cell };
}

/**
 * A cell of the layer before: a button that leads there, unless it lies in the padding.
 *
 * @type {(desk: Desk, cell: HTMLButtonElement, place: Place) => void}
 */
export function dressed(desk, cell, place) {
  const { view } = desk;
  const at = place.cell ?? [place.channel];
  const isThere = view.holds(place.node, at);
  cell.disabled = !isThere;
  cell.classList.toggle("padding", !isThere);
  cell.title = isThere ? `${placeText(view, place)}: where does it come from?` : "padding";
  Object.assign(cell.dataset, { node: place.node, cell: at.join() });
  if (!isThere) return;
  cell.onclick = () => desk.enter(place, cell);
  onHover(cell, () => desk.point(place), () => desk.point(null));
  cell.onfocus = () => cell.matches(":focus-visible") && desk.point(place);
}

export class Channels {
  /** @type {ChannelBlock[]} */
  #blocks = [];

  /**
   * @param {Desk} desk
   * @param {ValueMessage} message
   */
  constructor(desk, message) {
    this.desk = desk;
    const { width } = desk.room;
    const { arrays: { windows, weights }, parts } = message;
    const [rows, cols] = windows[0].shape.slice(-2);
    const count = windows.reduce((sum, { shape: [depth] }) => sum + depth, 0);
    const isWeighed = weights[0] !== null;
    const isLarge = count === 1 && rows <= MOST_LARGE
      && fitsLarge(width, cols, isWeighed ? 3 : 1);
    const dense = isWeighed && !isLarge ? denseIn(width, cols) : 0;
    /** @type {"large" | "dense" | "usual"} */
    this.size = isLarge ? "large" : dense ? "dense" : "usual";
    this.least = dense || (width < NARROW ? TIGHT : ROOM);
    this.isLong = count > MOST;
    this.element = newElement("div", `blocks ${this.size}`);
    parts.forEach((part, i) => this.#part(part, i, message));
    this.element.append(...this.#blocks.map(({ element }) => element));
  }

  /** Bring all numbers on screen; gives the length of the longest. @param {ValueMessage} message */
  show({ arrays }) {
    const { view, painter } = this.desk;
    const { windows, weights, terms, partials, chosen } = arrays;
    const [heaviest, most] = [strongestOf(weights), strongestOf(terms)];
    const lengths = this.#blocks.map(({ part, i, d, input, weighed }) => {
      const channel = part.box.channel + d;
      const chars = [input.show(slice(windows[i], d), (value) =>
        painter.fill(view, part.source, channel, value))];
      const weight = weights[i];
      if (weighed && weight) {
        const { kernel, product, partial } = weighed;
        chars.push(kernel.show(slice(weight, d), (value) => painter.signed(value, heaviest)));
        chars.push(product.show(slice(terms[i], d), (value) => painter.signed(value, most)));
        setText(partial, number(partials[i].values[d]));
      }
      const winner = chosen[i];
      if (winner) input.choose([...winner.values]);
      return Math.max(...chars);
    });
    return Math.max(...lengths);
  }

  /** Point out one channel. @param {number | null} index */
  light(index) {
    this.#blocks.forEach(({ element }, i) => element.classList.toggle("lit", i === index));
  }

  /** @type {(part: ValuePart, i: number, message: ValueMessage) => void} */
  #part(part, i, { arrays: { windows, weights } }) {
    const [depth, rows, cols] = windows[i].shape;
    for (let d = 0; d < depth; d += 1) {
      this.#blocks.push(this.#block(part, i, d, [rows, cols], weights[i] !== null));
    }
  }

  /**
   * @type {(part: ValuePart, i: number, d: number, cells: Sides, isWeighed: boolean) =>
   *   ChannelBlock}
   */
  #block(part, i, d, cells, isWeighed) {
    const { view } = this.desk;
    const channel = part.box.channel + d;
    const name = placeText(view, { node: part.source, channel, cell: null });
    const element = newElement("section", "channel");
    const each = cells[0] * cells[1];
    const room = this.least;
    const input = new Grid({
      role: "input", cells, title: name, room,
      dress: (cell, at) => dressed(this.desk, cell, placeIn(view, part, d * each + at)),
    });
    const row = newElement("div", "row");
    row.append(input.element);
    const weighed = isWeighed ? this.#weighed(row, cells, room) : null;
    const title = newElement("h3", part.source === IMAGE ? "of-picture" : "", name);
    element.append(title, row);
    return { element, part, i, d, input, weighed };
  }

  /** @type {(row: HTMLElement, cells: Sides, room: number) => Weighed} */
  #weighed(row, cells, room) {
    const kernel = new Grid({ role: "kernel", cells, title: "its kernel", room });
    const product = new Grid({ role: "product", cells, title: "products", room });
    const partial = newElement("b", "partial");
    setAttribute(partial, "title", "the products of this channel added");
    const end = newElement("span", "end");
    end.append(newElement("span", "sign sum", "added"), partial);
    const made = newElement("span", "made");
    made.append(newElement("span", "sign", "="), product.element, end);
    row.append(newElement("span", "sign", "×"), kernel.element, made);
    return { kernel, product, partial };
  }
}

/**
 * The largest size of a number in any of the arrays.
 *
 * @param {(Packed<Float32Array> | null)[]} arrays
 */
const strongestOf = (arrays) =>
  Math.max(0, ...arrays.map((array) => maxAbs(array?.values ?? [])));

/** One plane of several. @type {(array: Packed<Float32Array>, d: number) => Float32Array} */
function slice({ values, shape }, d) {
  const each = values.length / shape[0];
  return values.subarray(d * each, (d + 1) * each);
}

// One value, channel by channel: window × kernel = products, and what they come to.
import { maxAbs } from "../_shared/arrays.js";
import { make, mark, write } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { onHover } from "./cells.js";
import { Grid, denseIn, fitsLarge } from "./grid.js";
import { IMAGE } from "./view.js";
import { ROOM, TIGHT, placeText } from "./words.js";

const MOST_LARGE = 7; // rows of large cells
const MOST = 32; // channels on a board that grows with them
const NARROW = 760; // px of a room for short numbers

/** The place of a cell of a window; `at` counts through the window in reading order. */
export function placeIn(view, { source, box }, at) {
  const [row, col, height, width, channel, , down = 1, along = 1] = box;
  const depth = channel + Math.floor(at / (height * width));
  const within = at % (height * width);
  const cell = view.isMaps(source)
    ? [depth, row + Math.floor(within / width) * down, col + (within % width) * along] : [depth];
  return { node: source, channel: depth, cell };
}

/** A cell of the layer before: a button that leads there, unless it lies in the padding. */
export function dressed(desk, cell, place) {
  const { view } = desk;
  const isThere = view.holds(place.node, place.cell);
  cell.disabled = !isThere;
  cell.classList.toggle("padding", !isThere);
  cell.title = isThere ? `${placeText(view, place)}: where does it come from?` : "padding";
  Object.assign(cell.dataset, { node: place.node, cell: place.cell.join() });
  if (!isThere) return;
  cell.onclick = () => desk.enter(place, cell);
  onHover(cell, () => desk.point(place), () => desk.point(null));
  cell.onfocus = () => cell.matches(":focus-visible") && desk.point(place);
}

export class Channels {
  constructor(desk, message) {
    Object.assign(this, { desk, blocks: [] });
    const { width } = desk.room;
    const { arrays, parts } = message;
    const [rows, cols] = arrays.window0.shape.slice(-2);
    const count = parts.reduce((sum, _, i) => sum + arrays[`window${i}`].shape[0], 0);
    const isLarge = count === 1 && rows <= MOST_LARGE
      && fitsLarge(width, cols, arrays.weight0 ? 3 : 1);
    const dense = arrays.weight0 && !isLarge ? denseIn(width, cols) : 0;
    this.size = isLarge ? "large" : dense ? "dense" : "usual";
    this.least = dense || (width < NARROW ? TIGHT : ROOM);
    this.isLong = count > MOST;
    this.element = make("div", `blocks ${this.size}`);
    parts.forEach((part, i) => this.#part(part, i, message));
  }

  /** Bring all numbers on screen; gives the length of the longest. */
  show({ arrays }) {
    const { view, painter } = this.desk;
    const strongest = (name) => Math.max(0, ...this.blocks.map(({ i }) =>
      (arrays[`${name}${i}`] ? maxAbs(arrays[`${name}${i}`].values) : 0)));
    const [heaviest, most] = [strongest("weight"), strongest("terms")];
    const lengths = this.blocks.map(({ part, i, d, input, kernel, product, partial }) => {
      const plane = (name) => slice(arrays[`${name}${i}`], d);
      const channel = part.box[4] + d;
      const chars = [input.show(plane("window"), (value) =>
        painter.fill(view, part.source, channel, value))];
      if (kernel) {
        chars.push(kernel.show(plane("weight"), (value) => painter.signed(value, heaviest)));
        chars.push(product.show(plane("terms"), (value) => painter.signed(value, most)));
        write(partial, number(arrays[`partials${i}`].values[d]));
      }
      const chosen = arrays[`chosen${i}`];
      if (chosen) input.choose(Array.from(chosen.values));
      return Math.max(...chars);
    });
    return Math.max(...lengths);
  }

  /** Point out one channel. */
  light(index) {
    this.blocks.forEach(({ element }, i) => element.classList.toggle("lit", i === index));
  }

  #part(part, i, { arrays }) {
    const [depth] = arrays[`window${i}`].shape;
    for (let d = 0; d < depth; d += 1) this.#block(part, i, d, arrays);
  }

  #block(part, i, d, arrays) {
    const { view } = this.desk;
    const cells = arrays[`window${i}`].shape.slice(-2);
    const channel = part.box[4] + d;
    const name = placeText(view, { node: part.source, channel, cell: null });
    const element = make("section", "channel");
    const each = cells[0] * cells[1];
    const room = this.least;
    const input = new Grid({
      role: "input", cells, title: name, room,
      dress: (cell, at) => dressed(this.desk, cell, placeIn(view, part, d * each + at)),
    });
    const row = make("div", "row");
    row.append(input.element);
    const block = { element, part, i, d, input, cells, room };
    if (arrays[`weight${i}`]) this.#weighed(block, row, cells);
    const title = make("h3", part.source === IMAGE ? "of-picture" : "", name);
    element.append(title, row);
    this.blocks.push(block);
    this.element.append(element);
  }

  #weighed(block, row, cells) {
    const { room } = block;
    block.kernel = new Grid({ role: "kernel", cells, title: "its kernel", room });
    block.product = new Grid({ role: "product", cells, title: "products", room });
    block.partial = make("b", "partial");
    mark(block.partial, "title", "the products of this channel added");
    const end = make("span", "end");
    end.append(make("span", "sign sum", "added"), block.partial);
    const made = make("span", "made");
    made.append(make("span", "sign", "="), block.product.element, end);
    row.append(make("span", "sign", "×"), block.kernel.element, made);
  }
}

function slice({ values, shape }, d) {
  const each = values.length / shape[0];
  return values.subarray(d * each, (d + 1) * each);
}

// Level 2: one map unfolded: the maps before × its kernels = results, their sum, the bias.
/** @import { UnitMessage, UnitQuestion } from "./contract.js" */
/** @import { SheetRole } from "./sheet.js" */
/** @import { Desk, Made, Place, Reading, Sides, Size, Spot } from "./shapes.js" */
/** @import { Unfolded } from "./unfold.js" */
/** @typedef {Unfolded & { isLarge: boolean, cell: number }} UnitSize */
import { newElement } from "../_shared/dom.js";
import { Grid, cellWidth } from "./grid.js";
import { madeOf } from "./made.js";
import { entrance, strongest } from "./places.js";
import { Sheet } from "./sheet.js";
import { lightSheets, paintSheets } from "./sheets.js";
import { spotOf } from "./trail.js";
import { besideIn, isWritten, unfoldedIn } from "./unfold.js";
import { IMAGE } from "./view.js";
import { TIGHT, layerText, placeText, shortText } from "./words.js";

const HEAD = 62; // px above the maps
const FEW = 3; // kernels whose numbers are written large
const WIDE = 760; // px of a room for that

/** @param {Made} made */
const charsOf = ({ texts }) => Math.max(3, ...texts.map((text) => text.length));

export class Unit {
  /**
   * `desk` has view, painter, room, enter(place, element), point(place).
   *
   * @param {HTMLElement} element
   * @param {Desk} desk
   */
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    /** All pictures on screen. @type {Sheet[]} */
    this.sheets = [];
    /** The kernels, as numbers or as pictures. @type {{ grid?: Grid, sheet?: Sheet }[]} */
    this.kernels = [];
    /** The map itself, where it is made of others. @type {Sheet | null} */
    this.output = null;
    /** What joins the results. @type {HTMLElement | null} */
    this.join = null;
    /** @type {Place | null} */
    this.place = null;
    /** @type {UnitSize} */
    this.size = { columns: 1, map: 0, result: 0, stacked: false, isLarge: false, cell: 0 };
    this.key = "";
  }

  /**
   * What is asked of the server before it can be shown; a picture's plane needs nothing.
   *
   * @type {(place: Place, seq: number) => UnitQuestion | null}
   */
  static question({ node, channel }, seq) {
    return node === IMAGE ? null : { ask: "unit", seq, node, channel };
  }

  /** @type {(place: Place, message: UnitMessage | null) => void} */
  show(place, message) {
    const { view, room } = this.desk;
    const made = madeOf(view, place, message);
    const key = JSON.stringify([view.model, place, made.inputs, made.kernel, charsOf(made), room]);
    if (key !== this.key) this.#build(made, room);
    this.key = key;
    paintSheets(this, made, this.desk);
  }

  /** What the chosen map grows into. */
  get target() {
    return (this.output ?? this.sheets[0]).face;
  }

  /**
   * Where the keyboard goes on: on the map it came from, else on the one it chose.
   *
   * @param {Place | null} before
   */
  stop(before) {
    const { view } = this.desk;
    const sheet = this.sheets.find(({ place: { node, channel }, role }) =>
      role !== "partial" && node === before?.node && channel === before.channel)
      ?? this.output ?? this.sheets[0];
    const place = view.has(sheet.place.node) || !this.place ? sheet.place : this.place;
    const from = before?.node === place.node ? spotOf(before) : null;
    sheet.cursor = from ?? spotOf({ ...place, cell: strongest(view, place) }) ?? [0, 0];
    return sheet.face;
  }

  /**
   * Light a cell wherever it is, and the boxes it reads on the maps before it.
   *
   * @type {(place: Place | null, reading: Reading | null) => void}
   */
  light(place, reading) {
    lightSheets(this, place, reading);
  }

  /** @type {(made: Made, room: Size) => void} */
  #build(made, { width, height }) {
    const chars = charsOf(made);
    Object.assign(this, { place: made.place, sheets: [], kernels: [], output: null, join: null });
    this.size = this.#sizes(made, { width: width - 28, height: height - HEAD }, chars);
    const head = newElement("header", "head");
    const title = newElement("h2", "", placeText(this.desk.view, made.place));
    head.append(title, newElement("p", "says", made.says));
    const work = newElement("div", "work");
    work.classList.toggle("stacked", this.size.stacked);
    work.classList.toggle("plain", !made.kernel);
    work.classList.toggle("large", this.size.isLarge);
    work.style.setProperty("--cell", `${this.size.cell}px`);
    work.append(this.#channels(made));
    if (made.hasOutput) work.append(this.#joint(made));
    this.element.replaceChildren(head, work);
  }

  /** @type {(made: Made, room: Size, chars: number) => UnitSize} */
  #sizes({ inputs, kernel, place, after, isDense }, room, chars) {
    const { view } = this.desk;
    const isLarge = inputs.length <= FEW && room.width >= WIDE;
    const cell = cellWidth(chars, isLarge ? "large" : "usual");
    if (kernel) {
      return { isLarge, cell, ...unfoldedIn(room, inputs.length, kernel, cell, isDense) };
    }
    const [sides, out] = [inputs[0], place].map(({ node }) => view.sides(node));
    const size = besideIn(room, inputs.length, sides, out, after ? 2 : 1);
    return { ...size, isLarge: false, cell: 0 };
  }

  /** @param {Made} made */
  #channels(made) {
    const list = newElement("ol", "channels");
    list.style.setProperty("--columns", String(this.size.columns));
    list.append(...made.inputs.map((place, i) => {
      const row = newElement("li");
      const { element } = this.#sheet("input", place, this.size.map);
      row.append(element);
      if (made.kernel) {
        const products = made.isDense ? made.kernel : null;
        row.append(newElement("span", "sign", "×"), this.#kernel(made.kernel, made.isDense, i),
          newElement("span", "sign", "="), this.#partial(made.place, products, i));
      }
      return row;
    }));
    return list;
  }

  /** @type {(kernel: Sides, isDense: boolean, i: number) => HTMLElement} */
  #kernel(kernel, isDense, i) {
    const title = isDense ? "weights" : "kernel";
    if (!isWritten(kernel)) {
      const sheet = this.#picture("kernel", title, kernel);
      this.kernels.push({ sheet });
      return sheet.element;
    }
    const figure = newElement("figure", "kernel");
    const named = `${title} ${i + 1}`;
    const grid = new Grid({ role: "kernel", title: named, cells: kernel, room: TIGHT });
    this.kernels.push({ grid });
    figure.append(newElement("figcaption", "caption", title), grid.element);
    return figure;
  }

  /**
   * A map of results; of a dense unit the `products` of so many weights.
   *
   * @type {(place: Place, products: Sides | null, i: number) => HTMLElement}
   */
  #partial(place, products, i) {
    const sheet = products
      ? this.#picture("partial", "products", products)
      : this.#sheet("partial", place, this.size.map, `result ${i + 1}`);
    if (products) this.sheets.push(sheet);
    sheet.partial = i;
    return sheet.element;
  }

  /** @param {Made} made */
  #joint(made) {
    const joint = newElement("div", "joint");
    joint.style.setProperty("--result", `${this.size.result}px`);
    this.join = newElement("p", "bias");
    this.output = this.#sheet("output", made.place, this.size.result, layerText(made.place.node));
    joint.append(this.join, this.output.element);
    if (made.after) {
      const { place, title } = made.after;
      joint.append(newElement("p", "bias then", `${title} →`));
      joint.append(this.#sheet("after", place, this.size.result, layerText(place.node)).element);
    }
    return joint;
  }

  /**
   * A map whose cells lead to their values; its name leads to the map itself.
   *
   * @param {SheetRole} role
   * @param {Place} place
   * @param {number} width
   */
  #sheet(role, place, width, title = shortText(this.desk.view, place)) {
    const { desk } = this;
    const { view } = desk;
    const at = (/** @type {Spot} */ [row, col]) => ({
      ...place, cell: view.isMaps(place.node) ? [place.channel, row, col] : [place.channel],
    });
    const isOther = ["input", "after"].includes(role) && place !== this.place;
    /** @type {Sheet} */
    const sheet = new Sheet({
      role, title, width, place, sides: view.sides(place.node),
      point: (cell) => desk.point(cell && at(cell)),
      pick: (cell, own) => desk.enter(at(cell), own.cellElement),
      open: isOther
        ? () => desk.enter(entrance(desk.view, place.node, place.channel), sheet.face) : null,
    });
    this.sheets.push(sheet);
    return sheet;
  }

  /**
   * A picture of weights or products: it only shows.
   *
   * @type {(role: SheetRole, title: string, sides: Sides) => Sheet}
   */
  #picture(role, title, sides) {
    const place = { node: "", channel: -1, cell: null };
    return new Sheet({ role, title, sides, place, width: this.size.map });
  }
}

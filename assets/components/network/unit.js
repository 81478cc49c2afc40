// Level 2: one map unfolded: the maps before × its kernels = results, their sum, the bias.
import { make } from "../_shared/dom.js";
import { Grid, cellWidth } from "./grid.js";
import { madeOf } from "./made.js";
import { Sheet } from "./sheet.js";
import { lightSheets, paintSheets } from "./sheets.js";
import { besideIn, isWritten, unfoldedIn } from "./unfold.js";
import { entrance, strongest } from "./places.js";
import { IMAGE } from "./view.js";
import { TIGHT, layerText, placeText, shortText } from "./words.js";

const HEAD = 62; // px above the maps
const FEW = 3; // kernels whose numbers are written large
const WIDE = 760; // px of a room for that

const charsOf = ({ texts }) => Math.max(3, ...texts.map((text) => text.length));

export class Unit {
  /** `desk` has view, painter, room, enter(place, element), point(place). */
  constructor(element, desk) {
    Object.assign(this, { element, desk, sheets: [], key: null });
  }

  /** What is asked of the server before it can be shown; a picture's plane needs nothing. */
  static question({ node, channel }, seq) {
    return node === IMAGE ? null : { ask: "unit", seq, node, channel };
  }

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

  /** Where the keyboard goes on: on the map it came from, else on the one it chose. */
  stop(before) {
    const sheet = this.sheets.find(({ place: { node, channel }, role }) =>
      role !== "partial" && node === before?.node && channel === before.channel)
      ?? this.output ?? this.sheets[0];
    const place = this.desk.view.has(sheet.place.node) ? sheet.place : this.place;
    const isOf = before?.cell?.length === 3 && before.node === place.node;
    sheet.cursor = (isOf ? before.cell : strongest(this.desk.view, place)).slice(1);
    if (sheet.cursor.length < 2) sheet.cursor = [0, 0];
    return sheet.face;
  }

  /** Light a cell wherever it is, and the boxes it reads on the maps before it. */
  light(place, reading) {
    lightSheets(this, place, reading);
  }

  #build(made, { width, height }) {
    const chars = charsOf(made);
    Object.assign(this, { place: made.place, sheets: [], kernels: [], output: null });
    this.size = this.#sizes(made, { width: width - 28, height: height - HEAD }, chars);
    const head = make("header", "head");
    const title = make("h2", "", placeText(this.desk.view, made.place));
    head.append(title, make("p", "says", made.says));
    const work = make("div", "work");
    work.classList.toggle("stacked", this.size.stacked);
    work.classList.toggle("plain", !made.kernel);
    work.classList.toggle("large", Boolean(this.size.isLarge));
    work.style.setProperty("--cell", `${this.size.cell ?? 0}px`);
    work.append(this.#channels(made));
    if (made.hasOutput) work.append(this.#joint(made));
    this.element.replaceChildren(head, work);
  }

  #sizes({ inputs, kernel, place, after, isDense }, room, chars) {
    const { view } = this.desk;
    const isLarge = inputs.length <= FEW && room.width >= WIDE;
    const cell = cellWidth(chars, isLarge ? "large" : "usual");
    if (kernel) {
      return { isLarge, cell, ...unfoldedIn(room, inputs.length, kernel, cell, isDense) };
    }
    const [sides, out] = [inputs[0], place].map(({ node }) => view.sides(node));
    return besideIn(room, inputs.length, sides, out, after ? 2 : 1);
  }

  #channels(made) {
    const list = make("ol", "channels");
    list.style.setProperty("--columns", this.size.columns);
    list.append(...made.inputs.map((place, i) => {
      const row = make("li");
      const { element } = this.#sheet("input", place, this.size.map);
      row.append(element);
      if (made.kernel) {
        row.append(make("span", "sign", "×"), this.#kernel(made, i),
          make("span", "sign", "="), this.#partial(made, i));
      }
      return row;
    }));
    return list;
  }

  #kernel({ kernel, isDense }, i) {
    const title = isDense ? "weights" : "kernel";
    if (!isWritten(kernel)) {
      const sheet = this.#picture("kernel", title, kernel);
      this.kernels.push({ sheet });
      return sheet.element;
    }
    const figure = make("figure", "kernel");
    const named = `${title} ${i + 1}`;
    const grid = new Grid({ role: "kernel", title: named, cells: kernel, room: TIGHT });
    this.kernels.push({ grid });
    figure.append(make("figcaption", "caption", title), grid.element);
    return figure;
  }

  #partial({ place, kernel, isDense }, i) {
    const sheet = isDense
      ? this.#picture("partial", "products", kernel)
      : this.#sheet("partial", place, this.size.map, `result ${i + 1}`);
    if (isDense) this.sheets.push(sheet);
    sheet.partial = i;
    return sheet.element;
  }

  #joint(made) {
    const joint = make("div", "joint");
    joint.style.setProperty("--result", `${this.size.result}px`);
    this.join = make("p", "bias");
    this.output = this.#sheet("output", made.place, this.size.result, layerText(made.place.node));
    joint.append(this.join, this.output.element);
    if (made.after) {
      const { place, title } = made.after;
      joint.append(make("p", "bias then", `${title} →`));
      joint.append(this.#sheet("after", place, this.size.result, layerText(place.node)).element);
    }
    return joint;
  }

  /** A map whose cells lead to their values; its name leads to the map itself. */
  #sheet(role, place, width, title = shortText(this.desk.view, place)) {
    const { desk } = this;
    const { view } = desk;
    const at = ([row, col]) => ({
      ...place, cell: view.isMaps(place.node) ? [place.channel, row, col] : [place.channel],
    });
    const isOther = ["input", "after"].includes(role) && place !== this.place;
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

  /** A picture of weights or products: it only shows. */
  #picture(role, title, sides) {
    const place = { node: "", channel: -1 };
    return new Sheet({ role, title, sides, place, width: this.size.map });
  }
}

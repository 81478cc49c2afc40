// What one unit sees: of the picture, and of every map on the way. Drag it anywhere.
import { elementIn, elementsIn, setText } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { mix, readTheme } from "../_shared/palette.js";
import { samePlace } from "../_shared/place.js";
import { cellsOf } from "./paint.js";
import { Panel } from "./panel.js";
import { layoutOf } from "./places.js";
import { remarkOf, sentenceOf } from "./words.js";
/** @import { PlaceReport } from "../_shared/contract.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { FieldComponent, FieldMessage } from "./contract.js" */
/** @import { PanelRole, Tables } from "./panel.js" */

const SETTLED = 180; // ms of rest before the page hears where the unit lies

class Sight {
  /** @type {Panel[]} */
  #panels = [];
  /** @type {(report: PlaceReport) => void} */
  #tell = () => {};
  #settling = 0;
  #asked = 0;
  #width = 0;

  /**
   * @param {ParentNode} parent
   * @param {FieldMessage} message
   */
  constructor(parent, message) {
    this.root = elementIn(parent, ".field", HTMLElement);
    this.parts = elementsIn(this.root, HTMLElement, "sentence", "spoken", "pictures", "maps");
    this.template = elementIn(parent, "template", HTMLTemplateElement);
    this.message = message;
    this.theme = readTheme(this.root);
    this.unit = unitOf(message);
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  stop() {
    this.sight.disconnect();
    clearTimeout(this.#settling);
    cancelAnimationFrame(this.#asked);
  }

  get units() {
    return unitsOf(this.message);
  }

  /** @param {FieldComponent} component */
  update({ data, setStateValue }) {
    this.#tell = (report) => setStateValue("place", report);
    const before = this.message;
    this.message = unpack(data);
    const [was, now] = [unitsOf(before), this.units];
    const isSame = before.jump === this.message.jump && was.rows === now.rows
      && was.cols === now.cols;
    if (!isSame) this.#take();
    this.root.hidden = false;
    this.#draw();
  }

  /** Another unit than the hand's: of a link, or of another stack. */
  #take() {
    clearTimeout(this.#settling);
    this.unit = unitOf(this.message);
  }

  /**
   * The hand has moved the unit; `held` while it has not let go.
   *
   * @type {(unit: Place, held: boolean) => void}
   */
  go(unit, held) {
    this.root.classList.toggle("dragging", held);
    if (samePlace(unit, this.unit)) return;
    this.unit = unit;
    this.#asked ||= requestAnimationFrame(() => this.#point());
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED);
  }

  #settle() {
    const { rows, cols } = this.units;
    setText(this.parts.spoken, this.parts.sentence.textContent ?? "");
    this.#tell({ ...this.unit, rows, cols, held: false, jump: this.message.jump });
  }

  #fit() {
    if (this.#panels.length && this.root.clientWidth !== this.#width) this.#draw();
  }

  /** Everything that stays while the hand moves. */
  #draw() {
    const { message, root } = this;
    const [picture, ...between] = message.maps;
    this.theme = readTheme(root);
    this.#width = root.clientWidth;
    const layout = layoutOf(this.#width, between.length);
    root.style.setProperty("--picture", `${layout.picture}px`);
    root.style.setProperty("--map", `${layout.map}px`);
    if (this.#panels.length !== between.length + 2) this.#build();
    const [sees, weighs, ...maps] = this.#panels;
    const size = `${picture.rows} × ${picture.cols} pixels`;
    const words = { title: "What it can see", knobs: "", size };
    sees.settle(picture, this.#tables(0), layout.picture, words);
    const other = { ...words, title: "What really moves it" };
    weighs.settle(picture, this.#tables(0), layout.picture, other);
    maps.forEach((panel, at) => {
      const map = between[at];
      const { title, knobs, rows, cols } = map;
      const said = { title, knobs, size: `${rows} × ${cols} cells` };
      panel.settle(map, this.#tables(at + 1), layout.map, said);
    });
    this.#paper(sees, weighs);
    this.#point();
    root.dataset.version = message.version;
  }

  /** The two pictures, and a panel for every map. */
  #build() {
    const { maps } = this.message;
    const last = maps.length - 1;
    const panel = (/** @type {PanelRole} */ role, /** @type {number} */ at) =>
      new Panel(this.template, role, maps[at], this.#tables(at));
    const layers = maps.slice(1).map((_, i) => panel(i + 1 === last ? "last" : "between", i + 1));
    const pictures = [panel("sees", 0), panel("weighs", 0)];
    this.#panels = [...pictures, ...layers];
    for (const one of this.#panels) one.listen(this);
    this.parts.pictures.replaceChildren(...pictures.map(({ figure }) => figure));
    this.parts.maps.replaceChildren(...layers.map(({ figure }) => figure));
  }

  /** @type {(at: number) => Tables} */
  #tables(at) {
    const { rows, cols, top, left } = this.message.arrays;
    return { rows: rows[at], cols: cols[at], top: top[at], left: left[at] };
  }

  /**
   * The pictures' own pixels: colours, and how strongly each moves the unit.
   *
   * @type {(sees: Panel, weighs: Panel) => void}
   */
  #paper(sees, weighs) {
    const { arrays: { picture, heat }, maps: [{ rows, cols }] } = this.message;
    sees.cells = cellsOf(rows, cols, (cell) => picture.values.subarray(3 * cell, 3 * cell + 3));
    const { surface, positive } = this.theme;
    weighs.cells = cellsOf(rows, cols, (cell) => mix(surface, positive, heat.values[cell]));
  }

  /** Everything that follows the hand. */
  #point() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { unit, message: { maps, note, arrays: { pixels } } } = this;
    const [seen] = this.#panels.map((panel) => panel.point(unit, this.theme));
    const count = pixels.values[unit.row * this.units.cols + unit.col];
    const known = { unit, sees: maps[0].sees, pixels: count, ...seen };
    setText(this.parts.sentence, sentenceOf(known));
    const [sees, weighs] = this.#panels;
    setText(sees.parts.range, remarkOf(known));
    setText(weighs.parts.range, note);
    this.root.classList.toggle("waiting", !samePlace(unit, unitOf(this.message)));
    this.root.dataset.unit = `${unit.row} ${unit.col}`;
  }
}

/** The unit a message begins with. @type {(message: FieldMessage) => Place} */
const unitOf = ({ at: [row, col] }) => ({ row, col });

/** The last map: its cells are the units. @param {FieldMessage} message */
const unitsOf = ({ maps }) => maps[maps.length - 1];

export default keepAlive((parent, /** @type {FieldComponent} */ { data }) =>
  new Sight(parent, unpack(data)));

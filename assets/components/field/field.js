// What one unit sees: of the picture, and of every map on the way. Drag it anywhere.
import { unpack } from "../_shared/message.js";
import { mix, readTheme } from "../_shared/palette.js";
import { resident } from "../_shared/resident.js";
import { write } from "../pictures/write.js";
import { cellsOf } from "./paint.js";
import { Panel } from "./panel.js";
import { layoutOf } from "./places.js";
import { remarkOf, sentenceOf } from "./words.js";

const SETTLED = 180; // ms of rest before the page hears where the unit lies

export default resident((parent) => new Sight(parent));

class Sight {
  constructor(parent) {
    this.root = parent.querySelector(".field");
    this.parts = {};
    for (const name of ["sentence", "spoken", "pictures", "maps"]) {
      this.parts[name] = this.root.querySelector(`.${name}`);
    }
    this.template = parent.querySelector("template");
    this.panels = [];
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  stop() {
    this.sight.disconnect();
    clearTimeout(this.settling);
    cancelAnimationFrame(this.asked);
  }

  get units() {
    return this.message.maps.at(-1);
  }

  update({ data, setStateValue }) {
    this.tell = (place) => setStateValue("place", place);
    const before = this.message;
    this.message = unpack(data);
    const { rows, cols } = this.units;
    const same = before?.jump === this.message.jump && before.maps.at(-1).rows === rows
      && before.maps.at(-1).cols === cols;
    if (!same) this.#take(this.message.at);
    this.root.hidden = false;
    this.#draw();
  }

  /** Another unit than the hand's: of a link, or of another stack. */
  #take([row, col]) {
    clearTimeout(this.settling);
    this.unit = { row, col };
  }

  /** The hand has moved the unit; `held` while it has not let go. */
  go(unit, held) {
    this.root.classList.toggle("dragging", held);
    if (unit.row === this.unit.row && unit.col === this.unit.col) return;
    this.unit = unit;
    this.asked ??= requestAnimationFrame(() => this.#point());
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settle(), SETTLED);
  }

  #settle() {
    const { rows, cols } = this.units;
    write(this.parts.spoken, this.parts.sentence.textContent);
    this.tell({ ...this.unit, rows, cols, held: false, jump: this.message.jump });
  }

  #fit() {
    if (this.message && this.root.clientWidth !== this.width) this.#draw();
  }

  /** Everything that stays while the hand moves. */
  #draw() {
    const { message, root } = this;
    this.theme = readTheme(root);
    this.width = root.clientWidth;
    const layout = layoutOf(this.width, message.maps.length - 1);
    root.style.setProperty("--picture", `${layout.picture}px`);
    root.style.setProperty("--map", `${layout.map}px`);
    this.#panels(message.maps.length - 1);
    const [sees, weighs, ...maps] = this.panels;
    this.#picture(sees, layout.picture, "What it can see");
    this.#picture(weighs, layout.picture, "What really moves it");
    maps.forEach((panel, at) => {
      const map = message.maps[at + 1];
      const said = { title: map.title, knobs: map.knobs, size: `${map.rows} × ${map.cols} cells` };
      panel.settle(map, this.#tables(at + 1), layout.map, said);
    });
    this.#paper(sees, weighs);
    this.#point();
    root.dataset.version = message.version;
  }

  /** The two pictures, and a panel for every map. */
  #panels(count) {
    if (this.panels.length === count + 2) return;
    const roles = ["sees", "weighs", ...Array(count - 1).fill("between"), "last"];
    this.panels = roles.map((role) => new Panel(this.template, role));
    for (const panel of this.panels) panel.listen(this);
    this.parts.pictures.replaceChildren(...this.panels.slice(0, 2).map(({ figure }) => figure));
    this.parts.maps.replaceChildren(...this.panels.slice(2).map(({ figure }) => figure));
  }

  #picture(panel, side, title) {
    const [map] = this.message.maps;
    const size = `${map.rows} × ${map.cols} pixels`;
    panel.settle(map, this.#tables(0), side, { title, knobs: "", size });
  }

  #tables(at) {
    const { arrays } = this.message;
    const names = ["rows", "cols", "top", "left"];
    return Object.fromEntries(names.map((name) => [name, arrays[`${name}${at}`]]));
  }

  /** The pictures' own pixels: colours, and how strongly each moves the unit. */
  #paper(sees, weighs) {
    const { arrays: { picture, heat }, maps: [{ rows, cols }] } = this.message;
    sees.cells = cellsOf(rows, cols, (cell) => picture.values.subarray(3 * cell, 3 * cell + 3));
    const { surface, positive } = this.theme;
    weighs.cells = cellsOf(rows, cols, (cell) => mix(surface, positive, heat.values[cell]));
  }

  /** Everything that follows the hand. */
  #point() {
    cancelAnimationFrame(this.asked);
    this.asked = null;
    const { unit, message: { maps, at, note, arrays: { pixels } } } = this;
    const [seen] = this.panels.map((panel) => panel.point(unit, this.theme));
    const count = pixels.values[unit.row * this.units.cols + unit.col];
    const known = { unit, sees: maps[0].sees, pixels: count, ...seen };
    write(this.parts.sentence, sentenceOf(known));
    write(this.panels[0].range, remarkOf(known));
    write(this.panels[1].range, note);
    this.root.classList.toggle("waiting", at[0] !== unit.row || at[1] !== unit.col);
    this.root.dataset.unit = `${unit.row} ${unit.col}`;
  }
}

// A picture as the matrices it is: pointing at a pixel anywhere shows its numbers everywhere.
import { elementIn } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { pixelOfCell, regionAround } from "./cell_region.js";
import { colorsOf, textsOf } from "./grid.js";
import { layoutOf } from "./layout.js";
import { Card, wholePanel } from "./panel.js";
import { PixelPointer } from "./pixel_pointer.js";
import { PixelReadout } from "./pixel_readout.js";
import { Planes } from "./planes.js";
/** @import { PlaceReport } from "../_shared/contract.js" */
/** @import { PixelsComponent, PixelsMessage } from "./contract.js" */
/** @import { Look } from "./grid.js" */
/** @import { Layout } from "./layout.js" */
/** @typedef {{ message: PixelsMessage, planes: Planes }} Shown */

const SETTLED = 250; // ms of rest before the page hears where the reader points

class Desk {
  /** What is on screen. @type {Shown | null} */
  #shown = null;
  /** The stamp of a picture that is not here. @type {number | null} */
  #missed = null;
  /**
   * The texts of all values, and how they look in every plane.
   *
   * @type {{ texts: string[], colors: Look[][] }}
   */
  #written = { texts: [], colors: [] };
  /** @type {(report: PlaceReport) => void} */
  #tell = () => {};
  #settling = 0;
  #asked = 0;
  #width = 0;

  /**
   * @param {ParentNode} parent
   * @param {PixelsMessage} message
   */
  constructor(parent, message) {
    this.root = elementIn(parent, ".pixels", HTMLElement);
    this.pointer = new PixelPointer(() => this.#request());
    this.reading = new PixelReadout(elementIn(parent, ".reading", HTMLElement), message);
    const template = elementIn(parent, "template", HTMLTemplateElement);
    this.whole = wholePanel(template);
    elementIn(parent, ".place-for-panel", HTMLElement).replaceWith(this.whole.figure);
    this.cards = message.planes.map((name, plane) => new Card(template, name, plane));
    elementIn(parent, ".cards", HTMLElement).append(...this.cards.map(({ figure }) => figure));
    this.panels = [this.whole, ...this.cards];
    for (const { parts } of this.panels) this.pointer.onPicture(parts.sheet);
    for (const { grid } of this.cards) this.#listen(grid);
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  /** Answer the pointer on numbers. @param {Card["grid"]} grid */
  #listen(grid) {
    const find = (/** @type {HTMLTableCellElement} */ cell) =>
      this.#shown && pixelOfCell(
        this.#area(this.#shown), grid.cells.indexOf(cell), this.#shown.planes);
    this.pointer.onNumbers(grid.table, find, () => this.#shown?.message.reach === null);
  }

  stop() {
    this.sight.disconnect();
    clearTimeout(this.#settling);
    cancelAnimationFrame(this.#asked);
  }

  /** @param {PixelsComponent} component */
  update({ data, setStateValue }) {
    this.#tell = (report) => setStateValue("place", report);
    /** @type {PixelsMessage} */
    const message = unpack(data);
    const { pixels, grey } = message.arrays;
    const planes = pixels && grey ? new Planes(message.stamp, pixels, grey) : this.#shown?.planes;
    if (planes?.stamp !== message.stamp) return this.#miss(message);
    this.#missed = null;
    this.#take({ message, planes });
    this.#draw({ message, planes });
  }

  /** Python believes a picture is here that is not: say so, once. @param {PixelsMessage} message */
  #miss({ stamp, at: [row, col], jump, size: [rows, cols] }) {
    if (this.#missed === stamp) return;
    this.#missed = stamp;
    this.#tell({ row, col, rows, cols, held: false, jump, have: null });
  }

  /** The place is the reader's, until another picture or a link brings one. @param {Shown} next */
  #take(next) {
    const { stamp, jump, at: [row, col], held } = next.message;
    const before = this.#shown?.message;
    if (stamp !== before?.stamp || jump !== before.jump) {
      clearTimeout(this.#settling);
      Object.assign(this.pointer, { place: { row, col }, held, size: next.planes });
    }
    this.#shown = next;
  }

  #fit() {
    const width = this.root.clientWidth;
    if (this.#shown && width !== this.#width) this.#draw(this.#shown);
  }

  /** The cells that are written out. @param {Shown} shown */
  #area({ message, planes }) {
    return regionAround(this.pointer.place, message.reach, planes);
  }

  /** Everything that stays while the pointer moves. @param {Shown} shown */
  #draw(shown) {
    const { message, planes } = shown;
    const theme = readTheme(this.root);
    this.root.hidden = false;
    this.#width = this.root.clientWidth;
    const area = this.#area(shown);
    const all = message.reach === null;
    const layout = layoutOf(this.#width, { ...area, all });
    this.#lay(layout, all);
    const texts = textsOf(message, layout.cell);
    this.whole.draw(planes, layout.whole, true);
    for (const card of this.cards) {
      card.draw(planes, layout.plane, message.tinted);
      card.drawCounts(message.arrays.counts, message, theme);
      card.grid.build(area, layout.cell, texts);
    }
    const colors = this.cards.map(({ number }) => colorsOf(number, message.tinted));
    this.#written = { texts, colors };
    this.#point(shown);
    this.reading.say(planes, this.pointer.place, message);
    this.root.dataset.version = `${message.stamp} ${message.look}`;
  }

  /** @type {(layout: Layout, all: boolean) => void} */
  #lay({ wide, split, stacked, columns, card, whole, plane }, all) {
    for (const [name, on] of Object.entries({ wide, split, stacked, all })) {
      this.root.classList.toggle(name, on);
    }
    const { style } = this.root;
    style.setProperty("--columns", String(columns));
    style.setProperty("--card", `${card}px`);
    style.setProperty("--whole", `${whole.width}px`);
    style.setProperty("--plane", `${plane.width}px`);
  }

  /** Follow the pointer with the next screen refresh, tell the page when it rests. */
  #request() {
    this.#asked ||= requestAnimationFrame(() => this.#shown && this.#point(this.#shown));
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#shown && this.#settle(this.#shown), SETTLED);
  }

  /** @param {Shown} shown */
  #settle({ message, planes }) {
    const { place, held } = this.pointer;
    this.reading.say(planes, place, message);
    const size = { rows: planes.height, cols: planes.width };
    this.#tell({ ...place, ...size, held, jump: message.jump, have: planes.stamp });
  }

  /** Everything that follows the pointer. @param {Shown} shown */
  #point(shown) {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const { pointer: { place, held } } = this;
    const { message, planes } = shown;
    const area = this.#area(shown);
    for (const panel of this.panels) panel.mark(place, area, planes);
    for (const card of this.cards) {
      const { texts, colors } = this.#written;
      card.grid.fill(card.number, { planes, area, place, texts, colors: colors[card.number] });
      card.drawTick(planes.value(card.number, place));
    }
    this.root.classList.toggle("held", held);
    this.reading.show(planes, place, held, message);
  }
}

export default keepAlive((parent, /** @type {PixelsComponent} */ { data }) =>
  new Desk(parent, unpack(data)));

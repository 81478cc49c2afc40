// A picture as the matrices it is: pointing at a pixel anywhere shows its numbers everywhere.
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { resident } from "../_shared/resident.js";
import { areaOf, placeIn } from "./area.js";
import { build, colorsOf, fill, textsOf } from "./grid.js";
import { Hand } from "./hand.js";
import { layoutOf } from "./layout.js";
import { drawCounts, drawMarks, drawPanel, drawTick, makePanel } from "./panel.js";
import { PLANES, Planes } from "./planes.js";
import { Reading } from "./reading.js";

const SETTLED = 250; // ms of rest before the page hears where the reader points

export default resident((parent) => new Desk(parent));

class Desk {
  constructor(parent) {
    this.root = parent.querySelector(".pixels");
    this.hand = new Hand(() => this.#request());
    this.reading = new Reading(parent.querySelector(".reading"));
    this.#build(parent.querySelector("template"));
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  #build(template) {
    this.whole = makePanel(template, null);
    this.root.querySelector(".place-for-panel").replaceWith(this.whole.figure);
    this.cards = PLANES.map((_, plane) => makePanel(template, plane));
    this.root.querySelector(".cards").append(...this.cards.map(({ figure }) => figure));
    this.panels = [this.whole, ...this.cards];
    for (const { sheet } of this.panels) this.hand.onPicture(sheet);
    for (const { grid } of this.cards) {
      const find = (cell) => placeIn(this.#area, grid.cells.indexOf(cell), this.planes);
      this.hand.onNumbers(grid, find, () => !this.message.reach);
    }
  }

  stop() {
    this.sight.disconnect();
    clearTimeout(this.settling);
    cancelAnimationFrame(this.asked);
  }

  update({ data, setStateValue }) {
    this.tell = (place) => setStateValue("place", place);
    const message = unpack(data);
    const planes = message.arrays.pixels ? new Planes(message) : this.planes;
    if (planes?.stamp !== message.stamp) return this.#miss(message);
    this.missed = null;
    this.#take(message, planes);
    this.#draw();
  }

  /** Python believes a picture is here that is not: say so, once. */
  #miss({ stamp, at, jump, size: [height, width] }) {
    if (this.missed === stamp) return;
    this.missed = stamp;
    const [row, col] = at;
    this.tell({ row, col, rows: height, cols: width, held: false, jump, have: null });
  }

  /** The place is the reader's, until another picture or a link brings one. */
  #take(message, planes) {
    const { stamp, jump, at: [row, col], held } = message;
    if (stamp !== this.message?.stamp || jump !== this.message.jump) {
      clearTimeout(this.settling);
      Object.assign(this.hand, { place: { row, col }, held, size: planes });
    }
    Object.assign(this, { message, planes });
  }

  #fit() {
    const width = this.root.clientWidth;
    if (this.message && width !== this.width) this.#draw();
  }

  get #area() {
    return areaOf(this.hand.place, this.message.reach, this.planes);
  }

  /** Everything that stays while the hand moves. */
  #draw() {
    const { message, planes } = this;
    const theme = readTheme(this.root);
    this.root.hidden = false;
    this.width = this.root.clientWidth;
    const all = !message.reach;
    const layout = layoutOf(this.width, { ...this.#area, all });
    this.#lay(layout, all);
    this.texts = textsOf(message, layout.cell);
    drawPanel(this.whole, planes, layout.whole, true);
    for (const card of this.cards) {
      drawPanel(card, planes, layout.plane, message.tinted);
      drawCounts(card, message.arrays.counts, message, theme);
      build(card.grid, this.#area, layout.cell, this.texts);
    }
    this.colors = PLANES.map((_, plane) => colorsOf(plane, message.tinted));
    this.#point();
    this.reading.say(planes, this.hand.place, message);
    this.root.dataset.version = `${message.stamp} ${message.look}`;
  }

  #lay({ wide, split, stacked, columns, card, whole, plane }, all) {
    for (const [name, on] of Object.entries({ wide, split, stacked, all })) {
      this.root.classList.toggle(name, on);
    }
    const { style } = this.root;
    style.setProperty("--columns", columns);
    style.setProperty("--card", `${card}px`);
    style.setProperty("--whole", `${whole.width}px`);
    style.setProperty("--plane", `${plane.width}px`);
  }

  /** Follow the hand with the next screen refresh, tell the page when it rests. */
  #request() {
    this.asked ??= requestAnimationFrame(() => this.#point());
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settle(), SETTLED);
  }

  #settle() {
    const { hand, planes, message } = this;
    this.reading.say(planes, hand.place, message);
    const { place: { row, col }, held } = hand;
    const size = { rows: planes.height, cols: planes.width };
    this.tell({ row, col, ...size, held, jump: message.jump, have: planes.stamp });
  }

  #point() {
    cancelAnimationFrame(this.asked);
    this.asked = null;
    const { hand: { place, held }, planes, message, colors } = this;
    const area = this.#area;
    for (const panel of this.panels) drawMarks(panel, place, area, planes);
    this.cards.forEach((card, plane) => {
      const look = { planes, area, place, texts: this.texts, colors: colors[plane] };
      fill(card.grid, plane, look);
      drawTick(card, planes.value(plane, place));
    });
    this.root.classList.toggle("held", held);
    this.reading.show(planes, place, held, message);
  }
}

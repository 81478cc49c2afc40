// Originals and results: the last pictures stay until the next ones are ready, then all change.
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { resident } from "../_shared/resident.js";
import { drawInspector } from "./inspector.js";
import { arrange } from "./layout.js";
import { Live } from "./live.js";
import { describe, drawCounts, drawPicture, drawRim, makePanel } from "./panel.js";
import { regionOf } from "./place.js";
import { Pointer } from "./pointer.js";
import { NOTHING, decode, forget, sourcesOf } from "./store.js";
import { Wipe } from "./wipe.js";

export default resident((parent) => new Board(parent));

class Board {
  constructor(parent) {
    this.root = parent.querySelector(".pictures");
    this.grid = parent.querySelector(".panels");
    this.inspector = parent.querySelector(".inspector");
    this.template = parent.querySelector("template");
    this.panels = [];
    this.sources = [];
    this.arrived = NOTHING;
    this.next = null;
    this.pointer = new Pointer((place) => this.#report(place));
    this.live = new Live(() => this.#question(), (data) => this.receive(data));
    this.wipe = new Wipe(() => this.#drawWipe());
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  stop() {
    this.sight.disconnect();
    this.live.stop();
    this.pointer.flow.stop();
    this.next = null;
    forget(this.sources, []);
  }

  update({ data, setStateValue }) {
    this.tell = (pointer) => setStateValue("pointer", pointer);
    this.pointer.flow.answer("data");
    this.receive(data);
  }

  /** A message from Python: it waits, in place of any that waited, until the last is painted. */
  receive(data) {
    const message = unpack(data);
    this.live.url = message.live ?? null;
    if (this.live.isLate(message.hand)) return;
    if (!this.message) this.#lay(message);
    const arrived = sourcesOf(message, this.arrived);
    if (arrived.sources.includes(null)) return this.#miss(message.version);
    this.missed = null;
    this.arrived = arrived;
    this.next = { message, sources: arrived.sources };
    if (!this.working) this.#work();
  }

  #report(place) {
    this.tell({ ...place, have: this.message?.version ?? null });
  }

  /** What the server must know to answer the hand: where it points, which pictures are here. */
  #question() {
    const have = this.arrived.sources.map(({ stamp }) => stamp);
    return { place: this.pointer.place, have };
  }

  /** Python believes a picture is here that is not: say so, once a version. */
  #miss(version) {
    if (this.missed !== version) this.tell({ ...this.pointer.place, have: null });
    this.missed = version;
  }

  async #work() {
    this.working = true;
    try {
      while (this.next) await this.#step();
    } finally {
      this.working = false;
    }
  }

  async #step() {
    const { message, sources } = this.next;
    this.next = null;
    await Promise.all(sources.map(decode));
    this.#show(message, sources);
  }

  #show(message, sources) {
    forget(this.sources, [...sources, ...this.arrived.sources]);
    Object.assign(this, { message, sources });
    this.#draw();
    this.root.dataset.version = message.version;
    const detail = { version: message.version };
    window.dispatchEvent(new CustomEvent("cnnviz:painted", { detail }));
  }

  #fit() {
    const width = this.root.clientWidth;
    if (this.message && width !== this.width) this.#draw();
    this.width = width;
  }

  /** Everything on screen, from the message shown, in one task: so all of it in one frame. */
  #draw() {
    const theme = readTheme(this.root);
    this.#lay(this.message);
    const { arrays, show_rim: rim } = this.message;
    this.panels.forEach((parts, i) => {
      const bitmap = this.sources[i]?.bitmap;
      if (bitmap) drawPicture(parts.picture, bitmap, parts);
      drawRim(parts, rim);
      drawCounts(parts, arrays[`histogram${i}`]?.values, theme);
    });
    this.#drawWipe();
    drawInspector(this.inspector, this.message, theme, this.root.clientWidth);
    this.pointer.draw(regionOf(this.message.inspect));
  }

  /** Room for every panel, before any picture is there. */
  #lay({ panels, wipe }) {
    this.root.hidden = false;
    while (this.panels.length < panels.length) this.#add();
    for (const parts of this.panels.splice(panels.length)) parts.figure.remove();
    const compared = wipe && panels.length > 1;
    const visible = compared ? panels.slice(1) : panels;
    const height = Math.min(Math.max(window.innerHeight * 0.6, 280), 640);
    const room = { width: this.root.clientWidth, height };
    const { columns, frame: size } = arrange(room, visible);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, ${size.width}px)`;
    this.panels.forEach((parts, i) => describe(parts, panels[i], size));
    this.panels[0].figure.hidden = compared;
  }

  #add() {
    const parts = makePanel(this.template, this.panels.length);
    this.panels.push(parts);
    this.grid.append(parts.figure);
    this.pointer.listen(parts, this.panels);
    this.wipe.listen(parts);
  }

  #drawWipe() {
    const before = this.sources[0]?.bitmap;
    this.panels.forEach((parts, i) => {
      const compared = this.message.wipe && i > 0 && before;
      if (compared) drawPicture(parts.before, before, parts);
      this.wipe.draw(parts, Boolean(compared));
    });
  }
}

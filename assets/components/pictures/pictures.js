// Originals and results: the last pictures stay until the next ones are ready, then all change.
import { elementIn } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { drawInspector } from "./inspector.js";
import { layoutPanels } from "./layout.js";
import { LivePictures } from "./live_pictures.js";
import { Panel } from "./panel.js";
import { decodeSource, releaseSources, sourcesOf } from "./picture_sources.js";
import { Pointer } from "./pointer.js";
import { WipeSlider } from "./wipe_slider.js";
/** @import { PicturePanel, PicturePlace, PicturesComponent } from "./contract.js" */
/** @import { PicturesMessage, PointerReport } from "./contract.js" */
/** @import { Source } from "./picture_sources.js" */
/** @typedef {{ message: PicturesMessage, sources: Source[] }} Shown */

class Board {
  /** What is on screen. @type {Shown | null} */
  #shown = null;
  /** What is to be on screen next. @type {Shown | null} */
  #next = null;
  /** The newest pictures, on screen or not. @type {Source[]} */
  #arrived = [];
  /** @type {Panel[]} */
  #panels = [];
  /** The version that lacked a picture. @type {number | null} */
  #missed = null;
  #isWorking = false;
  #width = 0;
  /** @type {(report: PointerReport) => void} */
  #tell = () => {};

  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".pictures", HTMLElement);
    this.grid = elementIn(parent, ".panels", HTMLElement);
    this.inspector = elementIn(parent, ".inspector", HTMLElement);
    this.template = elementIn(parent, "template", HTMLTemplateElement);
    this.pointer = new Pointer((place) => this.#report(place));
    this.live = new LivePictures(() => this.#question(), (data) => this.receive(data));
    this.wipe = new WipeSlider(() => this.#shown && this.#drawWipe(this.#shown));
    this.sight = new ResizeObserver(() => this.#fit());
    this.sight.observe(this.root);
  }

  stop() {
    this.sight.disconnect();
    this.live.stop();
    this.pointer.flow.stop();
    this.#next = null;
    releaseSources(this.#shown?.sources ?? [], []);
  }

  /** @param {PicturesComponent} component */
  update({ data, setStateValue }) {
    this.#tell = (report) => setStateValue("pointer", report);
    this.pointer.flow.answer("data");
    this.receive(data);
  }

  /**
   * A message from Python: it waits, in place of any that waited, until the last is painted.
   *
   * @param {Uint8Array} data
   */
  receive(data) {
    /** @type {PicturesMessage} */
    const message = unpack(data);
    this.live.url = message.live;
    if (this.live.isLate(message.hand)) return;
    if (!this.#shown) this.#lay(message);
    const found = sourcesOf(message, this.#arrived);
    const sources = found.filter((source) => source !== null);
    if (sources.length < found.length) return this.#miss(message.version);
    this.#missed = null;
    this.#arrived = sources;
    this.#next = { message, sources };
    if (!this.#isWorking) this.#work();
  }

  /** @param {PicturePlace} place */
  #report(place) {
    this.#tell({ ...place, have: this.#shown?.message.version ?? null });
  }

  /** What the server must know to answer the hand: where it points, which pictures are here. */
  #question() {
    return { place: this.pointer.place, have: this.#arrived.map(({ stamp }) => stamp) };
  }

  /**
   * Python believes a picture is here that is not: say so, once a version.
   *
   * @param {number} version
   */
  #miss(version) {
    if (this.#missed !== version) this.#tell({ ...this.pointer.place, have: null });
    this.#missed = version;
  }

  async #work() {
    this.#isWorking = true;
    try {
      while (this.#next) await this.#step(this.#next);
    } finally {
      this.#isWorking = false;
    }
  }

  /** @param {Shown} next */
  async #step(next) {
    this.#next = null;
    await Promise.all(next.sources.map(decodeSource));
    releaseSources(this.#shown?.sources ?? [], [...next.sources, ...this.#arrived]);
    this.#shown = next;
    this.#draw(next);
    const { version } = next.message;
    this.root.dataset.version = String(version);
    window.dispatchEvent(new CustomEvent("cnnviz:painted", { detail: { version } }));
  }

  #fit() {
    const width = this.root.clientWidth;
    if (this.#shown && width !== this.#width) this.#draw(this.#shown);
    this.#width = width;
  }

  /** Everything on screen in one task: so all of it in one frame. @param {Shown} shown */
  #draw({ message, sources }) {
    const theme = readTheme(this.root);
    this.#lay(message);
    this.#panels.forEach((panel, i) => {
      const bitmap = sources[i].bitmap;
      if (bitmap) panel.drawPicture(panel.parts.picture, bitmap);
      panel.drawRim(message.show_rim);
      panel.drawCounts(message.arrays.histograms[i].values, theme);
    });
    this.#drawWipe({ message, sources });
    drawInspector(this.inspector, message, theme, this.root.clientWidth);
    this.pointer.draw(message.inspect);
  }

  /** Room for every panel, before any picture is there. @param {PicturesMessage} message */
  #lay({ panels, wipe }) {
    this.root.hidden = false;
    for (const panel of panels.slice(this.#panels.length)) this.#add(panel);
    for (const panel of this.#panels.splice(panels.length)) panel.figure.remove();
    const compared = wipe && panels.length > 1;
    const visible = compared ? panels.slice(1) : panels;
    const height = Math.min(Math.max(window.innerHeight * 0.6, 280), 640);
    const room = { width: this.root.clientWidth, height };
    const { columns, frame: size } = layoutPanels(room, visible);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, ${size.width}px)`;
    this.#panels.forEach((panel, i) => panel.describe(panels[i], size));
    this.#panels[0].figure.hidden = compared;
  }

  /** @param {PicturePanel} described */
  #add(described) {
    const panel = new Panel(this.template, this.#panels.length, described);
    this.#panels.push(panel);
    this.grid.append(panel.figure);
    this.pointer.listen(panel, this.#panels);
    this.wipe.listen(panel);
  }

  /** @param {Shown} shown */
  #drawWipe({ message, sources }) {
    const before = sources[0].bitmap;
    this.#panels.forEach((panel, i) => {
      const compared = message.wipe && i > 0 && before;
      if (compared) panel.drawPicture(panel.parts.before, before);
      this.wipe.draw(panel, Boolean(compared));
    });
  }
}

export default keepAlive((parent) => new Board(parent));

// The confusion matrix: what was taken for what. A cell can be pointed at and opened.
import { setAttribute, setText, setVisible } from "../_shared/dom.js";
import { cellAfterKey, cellAt, layoutMatrix } from "./confusion_layout.js";
import { FONT, paintMatrix } from "./confusion_plot.js";
import { Panel } from "./panel.js";
import { ResponsiveCanvas } from "./responsive_canvas.js";
import { Thumbnails } from "./thumbnails.js";
import { cellSentence, className } from "./words.js";

const HINT = "A row is the right class, a column what it was taken for. "
  + "Click a number to see its images.";

export class Confusion extends Panel {
  constructor(host) {
    super(host, ".confusion");
    this.canvas = this.find("canvas");
    this.surface = new ResponsiveCanvas(this.canvas, () => this.renew());
    this.thumbs = new Thumbnails(this.find(".thumbs"), (index) => host.selectImage(index));
    Object.assign(this, { at: null, chosen: null });
    this.canvas.onpointermove = (event) => this.#point(this.#cell(event));
    this.canvas.onpointerleave = () => this.#point(null);
    this.canvas.onblur = () => this.#point(null);
    this.canvas.onclick = (event) => this.#open(this.#cell(event));
    this.canvas.onkeydown = (event) => this.#key(event);
  }

  inputs({ arrays, classes, cell }) {
    return [arrays.confusion, classes, cell, arrays.cell];
  }

  paint({ arrays, classes, cell }, theme) {
    const { confusion } = arrays;
    if (this.told !== cell) this.chosen = cell ?? null;
    this.told = cell;
    if (!confusion || !this.surface.width) return;
    const count = confusion.shape[0];
    const g = this.surface.g;
    g.font = `${FONT}px ${theme.font}`;
    this.names = Array.from({ length: count }, (_, i) => className(classes, i));
    const widest = Math.max(...this.names.map((text) => g.measureText(text).width));
    this.frame = layoutMatrix(count, this.surface.width, widest);
    const height = `${this.frame.height}px`;
    if (this.canvas.style.height !== height) this.canvas.style.height = height;
    this.surface.height = this.frame.height;
    this.counts = Array.from(confusion.values);
    paintMatrix(this.surface.begin(), this, theme);
    this.#say();
    this.#images(arrays.cell, cell);
  }

  stop() {
    super.stop();
    this.surface.stop();
  }

  #say() {
    const place = this.at ?? this.chosen;
    const told = { classes: this.names, counts: this.counts, ...place };
    setText(this.find(".reading"), place ? cellSentence(told) : HINT);
  }

  #images(images, cell) {
    const indices = cell?.indices ?? [];
    const shown = Boolean(images) && indices.length === images.shape[0];
    setVisible(this.find(".thumbs"), shown && indices.length > 0);
    if (!shown) return;
    const taken = `${this.names[cell.row]} taken for ${this.names[cell.col]}`;
    const label = (index) => `image ${index + 1}, ${taken}`;
    this.thumbs.show(images, indices.map((index) => ({ index, label: label(index), lines: [] })));
  }

  #cell({ offsetX, offsetY }) {
    return this.frame ? cellAt(this.frame, offsetX, offsetY) : null;
  }

  #point(at) {
    if (at?.row === this.at?.row && at?.col === this.at?.col) return;
    this.at = at;
    setAttribute(this.canvas, "data-cell", at ? `${at.row},${at.col}` : "");
    this.renew();
  }

  #open(at) {
    if (!at) return;
    this.chosen = at;
    this.host.send({ do: "confusion", ...at });
    this.renew();
  }

  #key(event) {
    const isOpen = event.key === "Enter" || event.key === " ";
    if (!this.frame || !(event.key.startsWith("Arrow") || isOpen)) return;
    event.preventDefault();
    event.stopPropagation();
    const here = this.at ?? this.chosen;
    if (isOpen) this.#open(here);
    else this.#point(here ? cellAfterKey(this.frame, here, event.key) : { row: 0, col: 0 });
  }
}

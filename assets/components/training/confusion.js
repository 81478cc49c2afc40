// The confusion matrix: what was taken for what. A cell can be pointed at and opened.
import { css, ink, mix } from "../_shared/palette.js";
import { mark, reveal, write } from "./dom.js";
import { cellAt, frameOfMatrix, moveCell, sharesOf } from "./matrix.js";
import { Part } from "./part.js";
import { Surface } from "./surface.js";
import { Thumbs } from "./thumbs.js";
import { cellSentence, name } from "./words.js";

const HINT = "A row is the right class, a column what it was taken for. Click a number to see its images.";
const FONT = 13;

export class Confusion extends Part {
  constructor(desk) {
    super(desk, ".confusion");
    this.canvas = this.find("canvas");
    this.surface = new Surface(this.canvas, () => this.renew());
    this.thumbs = new Thumbs(this.find(".thumbs"), (index) => desk.look(index));
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
    this.names = Array.from({ length: count }, (_, i) => name(classes, i));
    const widest = Math.max(...this.names.map((text) => g.measureText(text).width));
    this.frame = frameOfMatrix(count, this.surface.width, widest);
    const height = `${this.frame.height}px`;
    if (this.canvas.style.height !== height) this.canvas.style.height = height;
    this.surface.height = this.frame.height;
    this.counts = Array.from(confusion.values);
    this.#draw(this.surface.begin(), theme);
    this.#say();
    this.#images(arrays.cell, cell);
  }

  stop() {
    super.stop();
    this.surface.stop();
  }

  #draw(g, theme) {
    const { count, cell, left, top } = this.frame;
    const shares = sharesOf(this.counts, count);
    this.#names(g, theme);
    g.textAlign = "center";
    g.textBaseline = "middle";
    this.counts.forEach((value, i) => {
      const [x, y] = [left + (i % count) * cell, top + Math.floor(i / count) * cell];
      const fill = mix(theme.surface, theme.output, shares[i] && 0.12 + 0.58 * shares[i]);
      g.fillStyle = css(fill);
      g.fillRect(x, y, cell - 1, cell - 1);
      if (!value || cell < 16) return;
      g.fillStyle = css(ink(fill));
      g.font = `${i % (count + 1) ? "600 " : ""}${Math.min(15, cell * 0.45)}px ${theme.font}`;
      g.fillText(value, x + (cell - 1) / 2, y + cell / 2);
    });
    for (const [place, width] of [[this.chosen, 3], [this.at, 2]]) if (place) this.#outline(g, place, width, theme);
  }

  #outline(g, { row, col }, width, theme) {
    const { cell, left, top } = this.frame;
    g.strokeStyle = css(theme.text);
    g.lineWidth = width;
    g.strokeRect(left + col * cell, top + row * cell, cell - 1, cell - 1);
  }

  #names(g, theme) {
    const { count, cell, left, top, upright } = this.frame;
    const soft = css(mix(theme.background, theme.text, 0.7));
    g.fillStyle = soft;
    g.textBaseline = "middle";
    g.font = `${FONT}px ${theme.font}`;
    g.textAlign = "left";
    g.fillText("taken for →", left, 9);
    g.save();
    g.translate(9, top + (count * cell) / 2);
    g.rotate(-Math.PI / 2);
    g.textAlign = "center";
    g.fillText("right class", 0, 0);
    g.restore();
    g.fillStyle = css(theme.text);
    this.names.forEach((text, i) => {
      const middle = (i + 0.5) * cell;
      g.textAlign = "right";
      g.fillText(text, left - 6, top + middle, left - 24);
      if (upright) {
        g.textAlign = "center";
        g.fillText(text, left + middle, top - 10);
      } else this.#slanted(g, text, left + middle, top - 6);
    });
  }

  #slanted(g, text, x, y) {
    g.save();
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    g.textAlign = "left";
    g.fillText(text, 0, 0, this.frame.top - 26);
    g.restore();
  }

  #say() {
    const place = this.at ?? this.chosen;
    const told = { classes: this.names, counts: this.counts, ...place };
    write(this.find(".reading"), place ? cellSentence(told) : HINT);
  }

  #images(images, cell) {
    const indices = cell?.indices ?? [];
    const shown = Boolean(images) && indices.length === images.shape[0];
    reveal(this.find(".thumbs"), shown && indices.length > 0);
    if (!shown) return;
    const label = (index) => `image ${index + 1}, ${this.names[cell.row]} taken for ${this.names[cell.col]}`;
    this.thumbs.show(images, indices.map((index) => ({ index, label: label(index), lines: [] })));
  }

  #cell({ offsetX, offsetY }) {
    return this.frame ? cellAt(this.frame, offsetX, offsetY) : null;
  }

  #point(at) {
    if (at?.row === this.at?.row && at?.col === this.at?.col) return;
    this.at = at;
    mark(this.canvas, "data-cell", at ? `${at.row},${at.col}` : "");
    this.renew();
  }

  #open(at) {
    if (!at) return;
    this.chosen = at;
    this.desk.send({ do: "confusion", ...at });
    this.renew();
  }

  #key(event) {
    const isOpen = event.key === "Enter" || event.key === " ";
    if (!this.frame || !(event.key.startsWith("Arrow") || isOpen)) return;
    event.preventDefault();
    event.stopPropagation();
    const here = this.at ?? this.chosen;
    if (isOpen) this.#open(here);
    else this.#point(here ? moveCell(this.frame, here, event.key) : { row: 0, col: 0 });
  }
}

// The sum as a page of arithmetic: a small table for every channel, then the line with the result.
import { number } from "../_shared/format.js";
import { contributions } from "./spread.js";
import { origin, widestTerm } from "./terms.js";
import { total } from "./totals.js";
import { winners } from "./winners.js";

const ROOMY = { columns: 4, letters: 48 }; // so many products side by side are written large
const MOST_CELLS = 400; // a larger window is told by its result alone,
const MOST_COPIED = 49; // and sooner where its table would only say what the window says
const element = (tag, className, parent) => {
  const made = document.createElement(tag);
  made.className = className;
  parent?.append(made);
  return made;
};

export class Sum {
  constructor(panel) {
    this.panel = panel;
    this.tables = panel.querySelector(".tables");
    this.total = panel.querySelector(".total");
  }

  /** Build the tables for a scene; its steps then only change their text. */
  renew(scene) {
    this.scene = scene;
    const [depth, height, width] = shapeOf(scene);
    const chars = widestTerm(scene);
    const names = scene.names(sideOf(scene));
    const key = [depth, height, width, chars, names.length].join();
    this.panel.hidden = scene.steps === 0;
    if (scene.steps === 0 || key === this.key) return;
    this.key = key;
    const most = isCopy(scene) ? MOST_COPIED : MOST_CELLS;
    const size = depth * height * width > most ? 0 : depth;
    this.tables.hidden = size === 0;
    this.panel.style.setProperty("--chars", chars);
    const columns = size * width;
    const isRoomy = columns <= ROOMY.columns && columns * chars <= ROOMY.letters;
    this.panel.classList.toggle("large", isRoomy);
    this.tables.replaceChildren();
    this.channels = Array.from({ length: size }, () => channelTable(this.tables, height, width));
  }

  /** Write the frame's step out: products, partial sums, result. */
  show(frame) {
    const { scene } = this;
    if (scene.steps === 0) return;
    const { parts, hover, now, step } = frame;
    const marked = new Set(winners(scene, step));
    this.channels.forEach((channel, d) => this.showChannel(channel, d, step, marked));
    writeLine(this.total, parts ? contributions(scene, hover, now) : total(scene, step));
  }

  showChannel({ root, name, rows, partial }, d, step, marked) {
    const { scene } = this;
    const side = sideOf(scene);
    const box = scene.scatters ? scene.writes(step) : scene.reads(step);
    root.hidden = d >= box.depth;
    if (root.hidden) return;
    const labels = scene[side].labels;
    name.hidden = labels.length < 2;
    name.className = `name ${scene.role(side)}`;
    write(name, labels[box.channel + d] ?? "");
    const names = scene.names(side);
    rows.forEach((cells, row) => cells.forEach((cell, col) => {
      const isInside = row < box.height && col < box.width;
      cell.root.style.visibility = isInside ? "" : "hidden"; // its room stays
      const i = (d * box.height + row) * box.width + col;
      if (isInside) this.showTerm(cell, step, i, marked.has(i), names[box.col + col]);
    }));
    partial.hidden = scene.combine !== "sum" || this.channels.length < 2;
    if (!partial.hidden) write(partial, number(scene.partials(step)[d]));
  }

  showTerm({ root, name, made, term }, step, i, isMarked, title = "") {
    const { scene } = this;
    const value = scene.terms(step)[i];
    const isEmpty = Math.abs(value) === Infinity;
    root.classList.toggle("zero", value === 0);
    root.classList.toggle("winner", isMarked);
    name.hidden = !title;
    write(name, title);
    const pieces = isEmpty ? [] : origin(scene, step, i);
    made.hidden = !pieces;
    if (pieces) writeLine(made, pieces);
    term.className = pieces ? "" : scene.role("input");
    write(term, isEmpty ? "" : number(value, pieces ? 3 : 4));
  }
}

/** Whether the terms are the very values under the window. */
const isCopy = ({ combine, isWeighed }) =>
  ["max", "min", "median", "mean", "sum"].includes(combine) && !isWeighed;

/** The grid whose cells the terms belong to. */
const sideOf = (scene) => (scene.scatters ? "output" : "input");

/** Rows of cells, what made a term over the term, and the channel's own sum. */
function channelTable(parent, height, width) {
  const root = element("div", "channel", parent);
  const name = element("div", "name", root);
  const table = element("div", "grid", root);
  table.style.setProperty("--cols", width);
  table.classList.toggle("line", height === 1);
  const rows = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => termCell(table)));
  return { root, name, rows, partial: element("b", "partial", root) };
}

function termCell(table) {
  const root = element("div", "term", table);
  const name = element("div", "title", root);
  return { root, name, made: element("div", "factors", root), term: element("b", "", root) };
}

/** Channels, rows and columns of the largest table; none where a line says it all. */
function shapeOf(scene) {
  const shape = [0, 0, 0];
  let isPlain = true;
  for (let step = 0; step < scene.steps; step += 1) {
    const box = scene.scatters ? scene.writes(step) : scene.reads(step);
    const sizes = [box.depth, box.height, box.width];
    const cells = box.depth * box.height * box.width;
    sizes.forEach((size, i) => { shape[i] = Math.max(shape[i], size); });
    if (cells > 1 || scene.kernel) isPlain = false;
    if (cells !== scene.terms(step).length) return [0, 0, 0];
  }
  return isPlain ? [0, 0, 0] : shape;
}

function writeLine(line, pieces) {
  const key = JSON.stringify(pieces);
  if (line.key === key) return;
  line.key = key;
  line.replaceChildren(...pieces.map((part) => {
    const span = document.createElement("span");
    span.className = part.role;
    span.textContent = part.text;
    return span;
  }));
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

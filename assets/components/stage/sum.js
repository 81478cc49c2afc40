// The sum as a page of arithmetic: a small table for every channel, then the line with the result.
import { factor, number } from "../_shared/format.js";
import { contributions, total } from "./words.js";

const ROOMY = 4; // so many columns of products may be written large
const MOST_CELLS = 400; // a larger window is told by its result alone
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
    const key = [depth, height, width, scene.kernel !== null, charsOf(scene)].join();
    this.panel.hidden = scene.steps === 0;
    if (scene.steps === 0 || key === this.key) return;
    this.key = key;
    const size = depth * height * width > MOST_CELLS ? 0 : depth;
    this.panel.style.setProperty("--chars", charsOf(scene));
    this.panel.classList.toggle("large", size * width <= ROOMY);
    this.tables.replaceChildren();
    this.channels = Array.from({ length: size }, () =>
      channelTable(this.tables, height, width, scene.kernel !== null));
  }

  /** Write the frame's step out: products, partial sums, result. */
  show(frame) {
    const { scene } = this;
    if (scene.steps === 0) return;
    this.channels.forEach((channel, d) => this.showChannel(channel, d, frame.step));
    const { parts, hover, now, step } = frame;
    writeLine(this.total, parts ? contributions(scene, hover, now) : total(scene, step));
  }

  showChannel({ root, name, rows, partial }, d, step) {
    const { scene } = this;
    const box = scene.scatters ? scene.writes(step) : scene.reads(step);
    root.hidden = d >= box.depth;
    if (root.hidden) return;
    const labels = scene.scatters ? scene.output.labels : scene.input.labels;
    name.hidden = labels.length < 2;
    name.className = scene.scatters ? "name output" : "name";
    write(name, labels[box.channel + d] ?? "");
    rows.forEach((cells, row) => cells.forEach((cell, col) => {
      const isInside = row < box.height && col < box.width;
      cell.root.style.visibility = isInside ? "" : "hidden"; // its room stays
      if (isInside) this.showTerm(cell, step, (d * box.height + row) * box.width + col);
    }));
    partial.hidden = scene.combine !== "sum" || this.channels.length < 2;
    if (!partial.hidden) write(partial, number(scene.partials(step)[d]));
  }

  showTerm(cell, step, i) {
    const { scene } = this;
    const term = scene.terms(step)[i];
    cell.root.classList.toggle("zero", term === 0);
    const wins = scene.combine === "max" && i === scene.terms(step).indexOf(scene.after(step)[0]);
    cell.root.classList.toggle("winner", wins);
    if (!scene.kernel) return write(cell.value, number(term));
    write(cell.value, factor(scene.windowOf(step)[scene.scatters ? 0 : i], 3));
    write(cell.weight, factor(scene.weightAt(step, i), 3));
    write(cell.product, number(term, 3));
  }
}

/** Rows of cells, "x × w" over their product, and the channel's own sum. */
function channelTable(parent, height, width, weighed) {
  const root = element("div", "channel", parent);
  const name = element("div", "name", root);
  const table = element("div", "grid", root);
  table.style.setProperty("--cols", width);
  const rows = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => termCell(table, weighed)));
  return { root, name, rows, partial: element("b", "partial", root) };
}

function termCell(table, weighed) {
  const root = element("div", "term", table);
  const factors = element("div", "factors", root);
  const value = element("span", "input", factors);
  if (!weighed) return { root, value };
  factors.append(" × ");
  const weight = element("span", "kernel", factors);
  return { root, value, weight, product: element("b", "", root) };
}

function shapeOf(scene) {
  const shape = [0, 0, 0];
  for (let step = 0; step < scene.steps; step += 1) {
    const box = scene.scatters ? scene.writes(step) : scene.reads(step);
    const sizes = [box.depth, box.height, box.width];
    sizes.forEach((size, i) => { shape[i] = Math.max(shape[i], size); });
  }
  return shape;
}

/** Room for the widest "x × w" of the scene, so that no step moves its neighbours. */
function charsOf(scene) {
  const longest = (name) => scene.array(name).values
    .reduce((most, value) => Math.max(most, factor(value, 3).length), 1);
  return Math.max(3, longest("input") + (scene.kernel ? longest("weight") + 3 : 0));
}

function writeLine(line, pieces) {
  const text = pieces.map((part) => part.text).join("");
  if (line.textContent === text) return;
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

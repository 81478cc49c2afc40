// The sum as a page of arithmetic: a small table for every channel, then the line with the result.
/** @import { Frame, Piece } from "./shapes.js" */
/** @typedef {Record<"root" | "name" | "made" | "term", HTMLElement>} TermCell */
/** @typedef {Record<"root" | "name" | "partial", HTMLElement>} Frames */
/** @typedef {Frames & { rows: TermCell[][] }} ChannelTable */
/** @import { Scene } from "./scene.js" */
import { elementIn, newElement, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { chosenTerms } from "./chosen_terms.js";
import { contributions } from "./scatter_pieces.js";
import { sumPieces } from "./sum_pieces.js";
import { termOrigin, widestTerm } from "./terms.js";

const ROOMY = { columns: 4, letters: 48 }; // so many products side by side are written large
const MOST_CELLS = 400; // a larger window is told by its result alone,
const MOST_COPIED = 49; // and sooner where its table would only say what the window says

/**
 * An element at the end of another.
 *
 * @type {(tag: "div" | "b", className: string, parent: HTMLElement) => HTMLElement}
 */
const element = (tag, className, parent) => parent.appendChild(newElement(tag, className));

export class Sum {
  /** A table for every channel. @type {ChannelTable[]} */
  #channels = [];
  #key = "";

  /**
   * @param {HTMLElement} panel
   * @param {Scene} scene
   */
  constructor(panel, scene) {
    this.panel = panel;
    this.scene = scene;
    this.tables = elementIn(panel, ".tables", HTMLElement);
    this.total = elementIn(panel, ".total", HTMLElement);
  }

  /** Build the tables for a scene; its steps then only change their text. @param {Scene} scene */
  renew(scene) {
    this.scene = scene;
    const [depth, height, width] = shapeOf(scene);
    const chars = widestTerm(scene);
    const names = scene.names(sideOf(scene));
    const key = [depth, height, width, chars, names.length].join();
    this.panel.hidden = scene.steps === 0;
    if (scene.steps === 0 || key === this.#key) return;
    this.#key = key;
    const most = isCopy(scene) ? MOST_COPIED : MOST_CELLS;
    const size = depth * height * width > most ? 0 : depth;
    this.tables.hidden = size === 0;
    this.panel.style.setProperty("--chars", String(chars));
    const columns = size * width;
    const isRoomy = columns <= ROOMY.columns && columns * chars <= ROOMY.letters;
    this.panel.classList.toggle("large", isRoomy);
    this.tables.replaceChildren();
    this.#channels = Array.from({ length: size }, () => channelTable(this.tables, height, width));
  }

  /** Write the frame's step out: products, partial sums, result. @param {Frame} frame */
  show(frame) {
    const { scene } = this;
    if (scene.steps === 0) return;
    const { parts, hover, now, step } = frame;
    const marked = new Set(chosenTerms(scene, step));
    this.#channels.forEach((channel, d) => this.showChannel(channel, d, step, marked));
    const isPart = parts && hover?.grid === "output";
    writeLine(this.total, isPart ? contributions(scene, hover, now) : sumPieces(scene, step));
  }

  /** @type {(channel: ChannelTable, d: number, step: number, marked: Set<number>) => void} */
  showChannel({ root, name, rows, partial }, d, step, marked) {
    const { scene } = this;
    const side = sideOf(scene);
    const box = scene.scatters ? scene.writes(step) : scene.reads(step);
    root.hidden = d >= box.depth;
    if (root.hidden) return;
    const labels = scene[side].labels;
    name.hidden = labels.length < 2;
    name.className = `name ${scene.role(side)}`;
    setText(name, labels[box.channel + d] ?? "");
    const names = scene.names(side);
    rows.forEach((cells, row) => cells.forEach((cell, col) => {
      const isInside = row < box.height && col < box.width;
      cell.root.style.visibility = isInside ? "" : "hidden"; // its room stays
      const i = (d * box.height + row) * box.width + col;
      if (isInside) this.showTerm(cell, step, i, marked.has(i), names[box.col + col]);
    }));
    partial.hidden = scene.combine !== "sum" || this.#channels.length < 2;
    if (!partial.hidden) setText(partial, number(scene.partials(step)[d]));
  }

  /**
   * @type {(cell: TermCell, step: number, i: number, isMarked: boolean, title?: string) => void}
   */
  showTerm({ root, name, made, term }, step, i, isMarked, title = "") {
    const { scene } = this;
    const value = scene.terms(step)[i];
    const isEmpty = Math.abs(value) === Infinity;
    root.classList.toggle("zero", value === 0);
    root.classList.toggle("winner", isMarked);
    name.hidden = !title;
    setText(name, title);
    const pieces = isEmpty ? [] : termOrigin(scene, step, i);
    made.hidden = !pieces;
    if (pieces) writeLine(made, pieces);
    term.className = pieces ? "" : scene.role("input");
    setText(term, isEmpty ? "" : number(value, pieces ? 3 : 4));
  }
}

/** Whether the terms are the very values under the window. @param {Scene} scene */
const isCopy = ({ combine, isWeighed }) =>
  ["max", "min", "median", "mean", "sum"].includes(combine) && !isWeighed;

/** The grid whose cells the terms belong to. @type {(scene: Scene) => "input" | "output"} */
const sideOf = (scene) => (scene.scatters ? "output" : "input");

/**
 * Rows of cells, what made a term over the term, and the channel's own sum.
 *
 * @type {(parent: HTMLElement, height: number, width: number) => ChannelTable}
 */
function channelTable(parent, height, width) {
  const root = element("div", "channel", parent);
  const name = element("div", "name", root);
  const table = element("div", "grid", root);
  table.style.setProperty("--cols", String(width));
  table.classList.toggle("line", height === 1);
  const rows = Array.from({ length: height }, () =>
    Array.from({ length: width }, () => termCell(table)));
  return { root, name, rows, partial: element("b", "partial", root) };
}

/** @type {(table: HTMLElement) => TermCell} */
function termCell(table) {
  const root = element("div", "term", table);
  const name = element("div", "title", root);
  return { root, name, made: element("div", "factors", root), term: element("b", "", root) };
}

/**
 * Channels, rows and columns of the largest table; none where a line says it all.
 *
 * @type {(scene: Scene) => [number, number, number]}
 */
function shapeOf(scene) {
  /** @type {[number, number, number]} */
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

/** What is written where. @type {WeakMap<HTMLElement, string>} */
const lines = new WeakMap();

/** @type {(line: HTMLElement, pieces: Piece[]) => void} */
function writeLine(line, pieces) {
  const key = JSON.stringify(pieces);
  if (lines.get(line) === key) return;
  lines.set(line, key);
  line.replaceChildren(...pieces.map(({ text, role }) => newElement("span", role, text)));
}

// Level 1: the whole network, every map of every layer a small picture.
/** @import { NetworkNode } from "./contract.js" */
/** @import { Desk, Layer, Layout, Parts, Place, Size, Spot } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { newElement, setAttribute } from "../_shared/dom.js";
import { RovingFocus } from "../_shared/roving_focus.js";
import { cover } from "./cells.js";
import { columnsOf, formOf, isShown } from "./columns.js";
import { litLinks, restingLinks } from "./links.js";
import { Pointing } from "./pointing.js";
import { makeBlock, paintBlock, turnTo } from "./tiles.js";
import { spotOf } from "./trail.js";
import { isOfClasses } from "./words.js";

const STRIDE = 0.7; // of what is in sight
const SVG = "http://www.w3.org/2000/svg";

export class Overview {
  /**
   * `desk` has view, painter, enter(place, element) and point(place).
   *
   * @param {HTMLElement} element
   * @param {Desk} desk
   */
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    /** What is on screen, by layer. @type {Map<string, Parts>} */
    this.blocks = new Map();
    /** Where it stands. @type {Layout} */
    this.layout = { width: 0, height: 0, isTight: false, blocks: {} };
    this.sheet = newElement("div", "sheet");
    this.lines = this.#lines();
    this.cell = newElement("div", "cellmark");
    this.more = newElement("button", "onward", "›");
    Object.assign(this.more, {
      type: "button", title: "The network goes on", hidden: true,
      onclick: () => element.scrollBy({ left: STRIDE * element.clientWidth, behavior: "smooth" }),
    });
    setAttribute(this.more, "aria-label", "More of the network");
    element.append(this.sheet);
    element.after(this.more);
    const stops = () => [...this.blocks.values()].flatMap((parts) => parts.stops);
    this.focus = new RovingFocus(element, stops);
    this.pointing = new Pointing(this);
    element.addEventListener("scroll", () => this.#fade(), { passive: true });
  }

  /** Lay everything out anew: another network, or another room. @param {Size} room */
  lay(room) {
    const { view } = this.desk;
    const before = (/** @type {string} */ name) => this.blocks.get(name)?.block.first ?? 0;
    const layers = layersOf(view, room.height)
      .map((layer) => ({ ...layer, first: before(layer.name) }));
    this.layout = columnsOf(layers, room);
    this.sheet.classList.toggle("tight", this.layout.isTight);
    this.sheet.replaceChildren(this.lines.svg, this.cell);
    Object.assign(this.sheet.style, {
      width: `${this.layout.width}px`, height: `${this.layout.height}px`,
    });
    this.blocks = new Map(layers.map((layer) => {
      const parts = makeBlock(view, layer, this.layout.blocks[layer.name],
        (first) => this.#turn(layer.name, first));
      this.sheet.append(parts.element);
      return [layer.name, parts];
    }));
    this.#drawLines();
    this.#fade();
    this.light(null);
    this.focus.renew();
  }

  paint() {
    for (const parts of this.blocks.values()) paintBlock(parts, this.desk.view, this.desk.painter);
  }

  /**
   * The element of one map or value, if there is one; a layer of very many turns to it.
   *
   * @type {(place: Place) => HTMLButtonElement | null}
   */
  find({ node, channel }) {
    const parts = this.blocks.get(node);
    if (!parts) return null;
    if (!isShown(parts.block, channel)) this.#turn(node, channel);
    return parts.stops[parts.layer.form === "matrix" ? 0 : channel - parts.block.first] ?? null;
  }

  /** Light up a map or value, and what it reads. @param {Place | null} place */
  light(place) {
    const { view } = this.desk;
    const lit = place && litLinks(view, this.layout, place.node, place.channel);
    this.lines.lit.setAttribute("d", lit?.path ?? "");
    this.sheet.classList.toggle("asks", Boolean(place));
    for (const { stops, layer: { name, form }, block: { first } } of this.blocks.values()) {
      stops.forEach((stop, i) => {
        const channel = first + i;
        const isIt = place?.node === name && (place.channel === channel || form === "matrix");
        stop.classList.toggle("lit", isIt);
        stop.classList.toggle("fed", !isIt && Boolean(lit?.fed.has(`${name} ${channel}`)));
      });
    }
    this.#markCell(place);
  }

  /**
   * Let a layer of very many maps, and those in step with it, begin with another one.
   *
   * @type {(name: string, first: number) => void}
   */
  #turn(name, first) {
    const { view, painter } = this.desk;
    for (const one of view.inStep(name)) {
      const parts = this.blocks.get(one);
      if (!parts) continue;
      turnTo(parts, view, first);
      paintBlock(parts, view, painter);
    }
    this.#drawLines();
    this.desk.point(null);
  }

  /** The network goes on where it fades. */
  #fade() {
    const { classList, scrollLeft, clientWidth } = this.element;
    classList.toggle("before", scrollLeft > 1);
    const isMore = scrollLeft + clientWidth < this.layout.width - 1;
    classList.toggle("after", isMore);
    this.more.hidden = !isMore;
  }

  /** @param {Place | null} place */
  #markCell(place) {
    const parts = place && this.blocks.get(place.node);
    const stop = place && parts && isShown(parts.block, place.channel) ? this.find(place) : null;
    const spot = place && parts && cellOf(parts, place);
    if (!spot || !stop?.querySelector("canvas")) return cover(this.cell, null);
    stop.append(this.cell);
    return cover(this.cell, { row: spot[0], col: spot[1] }, parts.sides);
  }

  #lines() {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    const path = (/** @type {string} */ name) => {
      const made = document.createElementNS(SVG, "path");
      made.setAttribute("class", name);
      svg.append(made);
      return made;
    };
    return { svg, bands: path("bands"), lines: path("lines"), lit: path("lit") };
  }

  #drawLines() {
    const { lines, bands } = restingLinks(this.desk.view, this.layout);
    this.lines.lines.setAttribute("d", lines);
    this.lines.bands.setAttribute("d", bands);
  }
}

/**
 * Where a place stands on its canvas; null where that shows no single cells.
 *
 * @type {(parts: Parts, place: Place) => Spot | null}
 */
function cellOf({ layer, block: { across = 1 } }, place) {
  if (layer.form !== "matrix") return spotOf(place);
  return [Math.floor(place.channel / across), place.channel % across];
}

/** @type {(view: View, height: number) => Layer[]} */
function layersOf(view, height) {
  const lanes = Math.max(...view.nodes.map(({ lane }) => lane)) + 1;
  return view.nodes.map((node) => {
    const { name, column, lane, shape } = node;
    const form = formOf(node, view.output, lanes, height);
    const ratio = shape.length === 3 ? shape[1] / shape[2] : 1;
    return { name, column, lane, form, count: shape[0], ratio, letters: lettersOf(view, node) };
  });
}

/**
 * The longest name in a column of values; scores stand beside their classes, and need none.
 *
 * @type {(view: View, node: NetworkNode) => number}
 */
function lettersOf(view, { name, shape }) {
  const { output, scores } = view;
  if (!isOfClasses(view, name)) return String(shape[0]).length;
  if (name === scores && name !== output && view.node(output).reads.includes(name)) return 0;
  return Math.max(...view.classes.map((text) => text.length));
}

// Level 1: the whole network, every map of every layer a small picture.
import { make } from "../training/dom.js";
import { cellAfter, cellUnder, cover } from "./cells.js";
import { columnsOf, formOf } from "./columns.js";
import { litLinks, restingLinks } from "./links.js";
import { Rove } from "./rove.js";
import { makeBlock, paintBlock } from "./tiles.js";
import { entrance } from "./view.js";
import { isOfClasses } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export class Overview {
  /** `desk` has view, painter, enter(place, element) and point(place). */
  constructor(element, desk) {
    Object.assign(this, { element, desk, blocks: new Map() });
    this.sheet = make("div", "sheet");
    this.lines = this.#lines();
    this.cell = make("div", "cellmark");
    element.append(this.sheet);
    this.rove = new Rove(element, () => [...this.sheet.querySelectorAll("button.stop")]);
    this.#listen();
  }

  /** Lay everything out anew: another network, or another room. */
  lay(room) {
    const { view } = this.desk;
    const layers = layersOf(view, room.height);
    this.layout = columnsOf(layers, room);
    this.sheet.replaceChildren(this.lines.svg, this.cell);
    Object.assign(this.sheet.style, {
      width: `${this.layout.width}px`, height: `${this.layout.height}px`,
    });
    this.blocks = new Map(layers.map((layer) => {
      const parts = makeBlock(view, layer, this.layout.blocks[layer.name]);
      this.sheet.append(parts.element);
      return [layer.name, parts];
    }));
    this.#drawLines();
    this.light(null);
    this.rove.renew();
  }

  paint() {
    for (const parts of this.blocks.values()) paintBlock(parts, this.desk.view, this.desk.painter);
  }

  /** The element of one map or value, if it is on screen. */
  find({ node, channel }) {
    const parts = this.blocks.get(node);
    return parts?.stops[parts.layer.form === "matrix" ? 0 : channel] ?? null;
  }

  /** Light up a map or value, and what it reads. */
  light(place) {
    const { view } = this.desk;
    const lit = place && litLinks(view, this.layout, place.node, place.channel);
    this.lines.lit.setAttribute("d", lit?.path ?? "");
    this.sheet.classList.toggle("asks", Boolean(place));
    for (const { stops, layer } of this.blocks.values()) {
      stops.forEach((stop, channel) => {
        const isIt = place?.node === layer.name && (place.channel === channel || layer.form === "matrix");
        const feeds = lit && (lit.fed.has(`${layer.name} ${channel}`));
        stop.classList.toggle("lit", Boolean(isIt));
        stop.classList.toggle("fed", Boolean(feeds) && !isIt);
      });
    }
    this.#markCell(place);
  }

  #markCell(place) {
    const parts = place && this.blocks.get(place.node);
    const stop = parts && this.find(place);
    const canvas = stop?.querySelector("canvas");
    const isCell = canvas && (place.cell?.length === 3 || parts.layer.form === "matrix");
    if (!isCell) return cover(this.cell, null);
    canvas.parentElement.append(this.cell);
    const [row, col] = parts.layer.form === "matrix"
      ? [Math.floor(place.channel / parts.block.across), place.channel % parts.block.across]
      : place.cell.slice(1);
    cover(this.cell, { row, col }, parts.sides);
  }

  #lines() {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    const paths = ["bands", "lines", "lit"].map((name) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      svg.append(path);
      return path;
    });
    return { svg, bands: paths[0], lines: paths[1], lit: paths[2] };
  }

  #drawLines() {
    const { lines, bands } = restingLinks(this.desk.view, this.layout);
    this.lines.lines.setAttribute("d", lines);
    this.lines.bands.setAttribute("d", bands);
  }

  #listen() {
    const { sheet, desk } = this;
    sheet.onpointermove = (event) => event.pointerType !== "touch" && desk.point(this.#placeAt(event));
    sheet.onpointerleave = ({ pointerType }) => pointerType !== "touch" && desk.point(null);
    sheet.onclick = (event) => this.#click(event);
    sheet.onfocusin = ({ target }) => target.matches(":focus-visible") && desk.point(this.#placeOf(target));
    sheet.addEventListener("keydown", (event) => this.#press(event));
  }

  #click(event) {
    const place = event.detail ? this.#placeAt(event) : this.#placeOf(event.target);
    if (!place) return;
    const { view } = this.desk;
    const stop = event.target.closest("button.stop");
    const whole = event.shiftKey && place.cell ? place : entrance(view, place.node, place.channel);
    this.desk.enter(whole, stop);
  }

  /** The place of a stop itself; in a matrix its marked cell. */
  #placeOf(target) {
    const stop = target.closest?.("button.stop");
    if (!stop) return null;
    const { node, channel } = stop.dataset;
    return { node, channel: Number(channel), cell: null };
  }

  /** The place under the pointer, down to the cell. */
  #placeAt(event) {
    const place = this.#placeOf(event.target);
    if (!place) return null;
    const { layer, block, sides } = this.blocks.get(place.node);
    const canvas = event.target.closest("button.stop").querySelector("canvas");
    if (!canvas) return { ...place, cell: [place.channel] };
    const [row, col] = cellUnder(event, canvas, sides);
    if (layer.form === "maps") return { ...place, cell: [place.channel, row, col] };
    const channel = Math.min(row * block.across + col, layer.count - 1);
    return { ...place, channel, cell: [channel] };
  }

  /** Inside a matrix the arrow keys move from value to value. */
  #press(event) {
    const stop = event.target.closest?.("button.matrix");
    if (!stop) return;
    const { block, sides, layer } = this.blocks.get(stop.dataset.node);
    const at = Number(stop.dataset.channel);
    const next = cellAfter([Math.floor(at / block.across), at % block.across], event.key, sides);
    const channel = next && next[0] * block.across + next[1];
    if (next === null || channel >= layer.count) return;
    event.preventDefault();
    stop.dataset.channel = channel;
    this.desk.point({ node: layer.name, channel, cell: [channel] });
  }
}

function layersOf(view, height) {
  const lanes = Math.max(...view.nodes.map(({ lane }) => lane)) + 1;
  return view.nodes.map((node) => {
    const { name, column, lane, shape } = node;
    const form = formOf(node, view.output, lanes, height);
    const ratio = shape.length === 3 ? shape[1] / shape[2] : 1;
    return { name, column, lane, form, count: shape[0], ratio, letters: lettersOf(view, node) };
  });
}

/** The longest name in a column of values; scores stand beside their classes, and need none. */
function lettersOf(view, { name, shape }) {
  const { output, scores } = view;
  if (!isOfClasses(view, name)) return String(shape[0]).length;
  if (name === scores && name !== output && view.node(output).reads.includes(name)) return 0;
  return Math.max(...view.classes.map((text) => String(text).length));
}

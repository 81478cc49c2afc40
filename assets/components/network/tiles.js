// One layer on screen: its name, and a picture, a row or a cell for everything in it.
/** @import { Painter } from "./paint.js" */
/** @import { Block, Form, Layer, Parts, Sides } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { elementIn, newElement, placeElement, setAttribute, setText } from "../_shared/dom.js";
import { count as counted, percent } from "../_shared/format.js";
import { MOST_MAPS, pageFrom } from "./columns.js";
import { crisp, tint } from "./paint.js";
import { brief, layerText, pageText, placeText, sizeText, unitText } from "./words.js";

/**
 * The elements of a laid-out layer; values come with `paintBlock`.
 *
 * `turn(first)` hears which map the reader wants a layer of very many to begin with.
 *
 * @type {(view: View, layer: Layer, block: Block, turn: (first: number) => void) => Parts}
 */
export function makeBlock(view, layer, block, turn) {
  const element = newElement("div", `block ${layer.form}`);
  element.dataset.node = layer.name;
  placeElement(element, block);
  const head = headOf(view, layer);
  element.append(head);
  const stops = block.tiles.map((tile, i) => {
    const channel = block.first + i;
    const stop = MAKERS[layer.form](view, layer, channel);
    stop.classList.add("stop");
    Object.assign(stop.dataset, { node: layer.name, channel: String(channel) });
    const top = block.head + tile.top;
    placeElement(stop, { left: tile.left, top, width: block.side, height: block.tall });
    if (block.names !== undefined) stop.style.setProperty("--names", `${block.names}px`);
    element.append(stop);
    return stop;
  });
  const isPaged = layer.form === "maps" && layer.count > MOST_MAPS;
  const turns = isPaged ? [-1, 1].map((way) => turnOf(layer, block, way, turn)) : [];
  element.append(...turns);
  const parts = { element, head, stops, turns, layer, block, sides: sidesOf(view, layer, block) };
  number(parts, view);
  return parts;
}

/**
 * Let a layer of very many maps begin with another one.
 *
 * @type {(parts: Parts, view: View, first: number) => void}
 */
export function turnTo(parts, view, first) {
  const { layer, block, stops } = parts;
  block.first = pageFrom(layer.count, first);
  stops.forEach((stop, i) => { stop.dataset.channel = String(block.first + i); });
  number(parts, view);
}

/**
 * Say which maps are on screen, and which way there are more.
 *
 * @type {(parts: Parts, view: View) => void}
 */
function number({ head, stops, turns, layer: { name, form, count }, block: { first } }, view) {
  const node = view.node(name);
  setText(head.children[1], pageText(node, first, stops.length));
  turns.forEach((turn, i) => {
    setAttribute(turn, "aria-disabled", i ? first + MOST_MAPS >= count : first === 0);
  });
  if (form !== "maps") return;
  stops.forEach((stop, i) => setAttribute(stop, "aria-label",
    `${placeText(view, { node: name, channel: first + i })}, ${sizeText(node)}`));
}

/**
 * @type {(layer: Layer, block: Block, way: number, turn: (first: number) => void) =>
 *   HTMLButtonElement}
 */
function turnOf({ name }, block, way, turn) {
  const element = button("turn", `${layerText(name)}: ${way < 0 ? "earlier" : "further"} maps`);
  element.textContent = way < 0 ? "‹" : "›";
  element.onclick = () => turn(block.first + way * MOST_MAPS);
  return element;
}

/** @type {(view: View, layer: Layer, block: Block) => Sides} */
const sidesOf = (view, { form, name, count }, { across }) =>
  (form === "matrix" && across ? [Math.ceil(count / across), across] : view.sides(name));

/** @type {(view: View, layer: Layer) => HTMLElement} */
function headOf(view, { name }) {
  const head = newElement("p", "name");
  const node = view.node(name);
  const label = newElement("b", "", layerText(name));
  if (node.has_weights) label.className = "weighs";
  head.append(label, newElement("span"), newElement("span", "", sizeText(node)));
  head.title = [node.title, node.says].filter(Boolean).join(": ");
  return head;
}

/** @type {Record<Form, (view: View, layer: Layer, channel: number) => HTMLButtonElement>} */
const MAKERS = {
  maps() {
    const stop = button("map");
    stop.append(newElement("canvas"));
    return stop;
  },
  matrix(view, { name, count }) {
    const stop = button("matrix",
      `${layerText(name)}: ${counted(count)} values; the arrow keys move, Enter opens one`);
    stop.append(newElement("canvas"));
    return stop;
  },
  list: (view, layer, channel) => row(view, layer, channel, []),
  bars: (view, layer, channel) => row(view, layer, channel, [newElement("i", "track")]),
};

/** @param {string} className */
function button(className, label = "") {
  const element = newElement("button", className);
  element.type = "button";
  if (label) setAttribute(element, "aria-label", label);
  return element;
}

/**
 * @type {(view: View, layer: Layer, channel: number, between: HTMLElement[]) => HTMLButtonElement}
 */
function row(view, { name, letters }, channel, between) {
  const stop = button("row", placeText(view, { node: name, channel }));
  const text = unitText(view, name, channel).replace(/^value /, "");
  if (letters) stop.append(newElement("span", "class", text));
  stop.append(...between, newElement("span", "figure"));
  between[0]?.append(newElement("i"));
  stop.title = text;
  return stop;
}

/**
 * Bring a layer's values on screen; nothing moves.
 *
 * @type {(parts: Parts, view: View, painter: Painter) => void}
 */
export function paintBlock({ stops, layer, block, sides }, view, painter) {
  const { name, form } = layer;
  if (form === "matrix") {
    const canvas = elementIn(stops[0], "canvas", HTMLCanvasElement);
    painter.values(canvas, view.values(name), sides, view.limit("layer", name, 0));
    crisp(canvas, block.side, sides[1]);
    return;
  }
  const shares = form === "bars" && view.node(name).gives_shares;
  stops.forEach((stop, i) => {
    const channel = block.first + i;
    if (form === "maps") {
      const canvas = elementIn(stop, "canvas", HTMLCanvasElement);
      painter.map(canvas, view, name, channel);
      crisp(canvas, block.side, sides[1]);
      return;
    }
    const value = view.read(name, [channel]);
    const figure = elementIn(stop, ".figure", HTMLElement);
    setText(figure, shares ? percent(value) : brief(value));
    if (form === "list") tint(figure, painter.fill(view, name, channel, value));
    else paintBar(stop, value, view.limit("layer", name, 0), shares);
  });
}

/** @type {(stop: HTMLElement, value: number, limit: number, shares: boolean) => void} */
function paintBar(stop, value, limit, shares) {
  const bar = elementIn(stop, ".track i", HTMLElement);
  const share = shares ? value : limit > 0 ? Math.abs(value) / limit : 0;
  bar.style.transform = `scaleX(${Math.min(share, 1) || 0})`;
  stop.classList.toggle("faint", shares && value < 0.005);
  stop.classList.toggle("best", shares && value >= 0.5);
}

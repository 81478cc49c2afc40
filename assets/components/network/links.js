// The lines between the layers: faint for all of them, lit for the map that is looked at.
/** @import { NetworkNode } from "./contract.js" */
/** @import { Block, Layout } from "./shapes.js" */
/** @import { View } from "./view.js" */
/** @typedef {[number, number]} Pair */
import { isShown } from "./columns.js";

const MANY = 300; // lines of one pair of layers; more are drawn as one band

/**
 * Where lines enter (`side` 0) or leave (`side` 1) a map or value of a laid-out block.
 *
 * @type {(block: Block, channel: number, side: 0 | 1) => [number, number]}
 */
export function anchor(block, channel, side) {
  const at = block.tiles[block.cell ? 0 : channel - block.first];
  const within = block.cell
    ? (Math.floor(channel / (block.across ?? 1)) + 0.5) * block.cell : block.tall / 2;
  return [block.left + at.left + side * block.side, block.top + block.head + at.top + within];
}

/**
 * The edge of a block, from its first to its last map.
 *
 * @type {(block: Block, side: 0 | 1) => [number, number, number]}
 */
function edge(block, side) {
  const lefts = block.tiles.map(({ left }) => left);
  const x = block.left + (side ? Math.max(...lefts) + block.side : Math.min(...lefts));
  return [x, block.top + block.head, block.top + block.head + block.body];
}

/**
 * A gentle curve from one point to another, level at both ends.
 *
 * @type {(from: [number, number], to: [number, number]) => string}
 */
function curve([x, y], [right, below]) {
  const half = (right - x) / 2;
  return `M${round(x)} ${round(y)}C${round(x + half)} ${round(y)} ${round(right - half)} `
    + `${round(below)} ${round(right)} ${round(below)}`;
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/**
 * One curve over all that lies between two blocks: a shortcut.
 *
 * @type {(from: Block, to: Block) => string}
 */
function arch(from, to) {
  const [x, top] = [from.left + from.width, Math.min(from.top, to.top) + 6];
  const [start, end] = [from.top + from.head + 8, to.top + to.head + 8];
  const high = Math.max(top - 30, 3);
  return `M${x} ${start}C${x + 20} ${start} ${x} ${high} ${x + 34} ${high}`
    + `L${to.left - 34} ${high}C${to.left} ${high} ${to.left - 20} ${end} ${to.left} ${end}`;
}

/** @type {(from: Block, to: Block) => string} */
function band(from, to) {
  const [x, top, bottom] = edge(from, 1);
  const [right, above, below] = edge(to, 0);
  const half = round((right - x) / 2);
  return `M${x} ${top}c${half} 0 ${half} ${above - top} ${right - x} ${above - top}V${below}`
    + `c${-half} 0 ${-half} ${bottom - below} ${x - right} ${bottom - below}z`;
}

/**
 * Every line at rest: {lines, bands} as paths.
 *
 * @type {(view: View, layout: Layout) => { lines: string, bands: string }}
 */
export function restingLinks(view, layout) {
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const bands = [];
  for (const node of view.nodes) {
    const to = layout.blocks[node.name];
    for (const source of node.reads) {
      const from = layout.blocks[source];
      if (isFar(view, layout, source, node.name)) lines.push(arch(from, to));
      else if (to.cell || from.cell) bands.push(band(from, to));
      else {
        const own = pairs(view, node, source, from, to);
        if (own.length > MANY) bands.push(band(from, to));
        else lines.push(...own.map((pair) => straight(from, to, pair)));
      }
    }
  }
  return { lines: lines.join(""), bands: bands.join("") };
}

/** @type {(from: Block, to: Block, pair: Pair) => string} */
const straight = (from, to, [one, other]) => curve(anchor(from, one, 1), anchor(to, other, 0));

/**
 * Which map of one block goes into which of another, of those on screen.
 *
 * @type {(view: View, node: NetworkNode, source: string, from: Block, to: Block) => Pair[]}
 */
function pairs(view, { name }, source, from, to) {
  return to.tiles.map((_, i) => to.first + i).flatMap((channel) => view.sources(name, channel)
    .filter(({ node }) => node === source)
    .flatMap(({ channels }) => channels.filter((one) => isShown(from, one))
      .map((one) => /** @type {Pair} */ ([one, channel]))));
}

/**
 * Whether other layers of the same lane stand between two.
 *
 * @type {(view: View, layout: Layout, source: string, name: string) => boolean}
 */
function isFar(view, layout, source, name) {
  const [from, to] = [view.node(source), view.node(name)];
  return view.nodes.some(({ column, lane, name: between }) =>
    column > from.column && column < to.column && (lane === to.lane || lane === from.lane)
    && layout.blocks[between]);
}

/**
 * What one map reads: {path, fed} with the maps that feed it, as "layer channel".
 *
 * @type {(view: View, layout: Layout, name: string, channel: number) => { path: string,
 *   fed: Set<string> }}
 */
export function litLinks(view, layout, name, channel) {
  const to = layout.blocks[name];
  /** @type {string[]} */
  const fed = [];
  const path = view.sources(name, channel).map(({ node, channels }) => {
    const from = layout.blocks[node];
    for (const one of channels) fed.push(`${node} ${one}`);
    if (isFar(view, layout, node, name)) return arch(from, to);
    const seen = isShown(to, channel) ? channels.filter((one) => isShown(from, one)) : [];
    const shown = seen.length > MANY ? thinned(seen) : seen;
    return shown.map((one) => straight(from, to, [one, channel])).join("");
  }).join("");
  return { path, fed: new Set(fed) };
}

/** Some of very many, evenly. @param {number[]} channels */
const thinned = (channels) =>
  channels.filter((_, i) => i % Math.ceil(channels.length / 100) === 0);

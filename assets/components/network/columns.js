// Where every layer and every map of it stands: columns by depth, lanes for branches. Numbers only.
/** @import { NetworkNode } from "./contract.js" */
/** @import { Block, Body, Form, Layer, Layout, Size } from "./shapes.js" */
/** @typedef {{ columns: Column[], space: Space, wide: number, least: number }} Found */
/** @typedef {{ blocks: Laid[], width: number }} Column */
/** @typedef {Body & { layer: Layer, high: number, bands: number }} Laid */
/** @typedef {typeof USUAL} Space */
import { IMAGE } from "./view.js";

const HEAD = 46; // px of a layer's name, its count and its size
const GAP = 5; // between maps
const APART = { most: 64, scrolling: 30 }; // between columns
const TILE = { most: 76, scrolling: [40, 36, 32] };
// px: the smallest map; between columns, and around all; a name that can be read ("8 maps") and a
// longer one ("3 channels", "64 values"); a bar and its share
const USUAL = { tile: 28, apart: 16, edge: 12, name: 42, long: 42, bars: 80 };
const TIGHT = { tile: 14, apart: 6, edge: 6, name: 40, long: 52, bars: 64 };
const PAGED = 164; // and a button stands on each side of it
const ROW = { least: 19, most: 30 }; // one value of a vector with its name
const CELL = { most: 13, least: 4, wide: 64 }; // a long vector as a matrix
const LETTER = 6.8;
export const MOST_MAPS = 64; // of one layer on screen at once

/**
 * The whole network in a room of {width, height}: {width, height, isTight, blocks}.
 *
 * A layer is {name, column, lane, form, count, ratio, letters}: `form` is "maps", "list" or
 * "bars" (values with names) or "matrix"; `ratio` is a map's height over its width, `letters`
 * the longest name's (0 for none). A block is {left, top, width, height, body, tiles, side,
 * tall, first}, `first` the number of its first map. Maps are as large as fits; where even
 * small ones do not, the network is wider than the room, though no wider than it must be.
 *
 * @type {(layers: Layer[], room: Size) => Layout}
 */
export function columnsOf(layers, room) {
  for (const space of [USUAL, TIGHT]) {
    for (let tile = TILE.most; tile >= space.tile; tile -= 2) {
      const found = lay(layers, room, tile, space);
      if (found.least <= room.width) return place(found, room);
    }
  }
  const laid = TILE.scrolling.map((tile) => lay(layers, room, tile, USUAL));
  return place(laid.reduce((one, other) => (other.least < one.least ? other : one)), room);
}

/**
 * The number of the first map of the page that begins at or before `first`; pages are full.
 *
 * @type {(count: number, first: number) => number}
 */
export const pageFrom = (count, first) => Math.max(0, Math.min(first, count - MOST_MAPS));

/** Whether a map is on screen. @type {(block: Block, channel: number) => boolean} */
export const isShown = ({ first, tiles, cell }, channel) =>
  Boolean(cell) || (channel >= first && channel < first + tiles.length);

/**
 * How a layer's values are drawn in a room of that height.
 *
 * @type {(node: NetworkNode, output: string, lanes: number, height: number) => Form}
 */
export function formOf({ shape, gives_shares: isShare, name }, output, lanes, height) {
  if (shape.length === 3) return "maps";
  const room = Math.floor((height / lanes - HEAD) / ROW.least);
  if (shape[0] > room) return "matrix";
  return isShare || name === output ? "bars" : "list";
}

/** @type {(layers: Layer[], room: Size, tile: number, space: Space) => Found} */
function lay(layers, room, tile, space) {
  const lanes = Math.max(...layers.map(({ lane }) => lane)) + 1;
  /** @type {Layer[][]} */
  const columns = [];
  for (const layer of layers) (columns[layer.column] ??= []).push(layer);
  const laid = columns.filter(Boolean).map((column) => {
    const bands = column.length > 1 || column[0].lane > 0 ? lanes : 1;
    const high = room.height / bands;
    const blocks = column.map((layer) =>
      ({ layer, high, bands, ...bodyOf(layer, high - HEAD - 4, tile, space) }));
    return { blocks, width: Math.max(...blocks.map(({ width }) => width)) };
  });
  const wide = laid.reduce((sum, { width }) => sum + width, 2 * space.edge);
  return { columns: laid, space, wide, least: wide + space.apart * (laid.length - 1) };
}

/** @type {(layer: Layer, high: number, tile: number, space: Space) => Body} */
function bodyOf(layer, high, tile, space) {
  if (layer.name === IMAGE) return mapsOf(layer, high, tile, space.long);
  if (layer.form === "maps") return mapsOf(layer, high, tile, space.name);
  if (layer.form === "matrix") return matrixOf(layer, high, space);
  return rowsOf(layer, high, space);
}

/**
 * Maps in as few columns of equal length as the height allows.
 *
 * @type {(layer: Layer, high: number, tile: number, name: number) => Body}
 */
function mapsOf({ count, ratio }, high, tile, name) {
  const shown = Math.min(count, MOST_MAPS);
  const alone = Math.min(name, Math.floor((high + GAP) / shown) - GAP); // in a column no wider
  const [side, tall] = sidesOf(Math.max(tile, alone), ratio);
  const most = Math.max(1, Math.floor((high + GAP) / (tall + GAP)));
  const across = Math.ceil(shown / most);
  const down = Math.ceil(shown / across);
  const width = across * (side + GAP) - GAP;
  const least = count > shown ? PAGED : name;
  const left = Math.max(0, (least - width) / 2);
  const tiles = Array.from({ length: shown }, (_, i) => ({
    left: left + Math.floor(i / down) * (side + GAP), top: (i % down) * (tall + GAP),
  }));
  return { tiles, side, tall, width: Math.max(width, least), body: down * (tall + GAP) - GAP };
}

/**
 * A map keeps its shape, but neither side gets too thin to see.
 *
 * @type {(tile: number, ratio: number) => [number, number]}
 */
function sidesOf(tile, ratio) {
  const [side, tall] = ratio > 1 ? [tile / ratio, tile] : [tile, tile * ratio];
  const seen = (/** @type {number} */ length) => Math.round(Math.max(length, 8));
  return [seen(side), seen(tall)];
}

/** @type {(layer: Layer, high: number, space: Space) => Body} */
function rowsOf({ count, form, letters }, high, { name, bars }) {
  const tall = Math.min(Math.max(Math.floor(high / count), ROW.least), ROW.most);
  const names = letters ? Math.min(letters * LETTER + 6, 88) : 0;
  const side = Math.round(names + (form === "bars" ? bars : 54));
  const tiles = Array.from({ length: count }, (_, i) => ({ left: 0, top: i * tall }));
  const width = Math.max(side, name);
  return { tiles, side, tall: tall - 2, names, width, body: count * tall };
}

/**
 * A long vector: cells in reading order, as large as fits.
 *
 * @type {(layer: Layer, high: number, space: Space) => Body}
 */
function matrixOf({ count }, high, { long }) {
  for (let cell = CELL.most; ; cell -= 1) {
    const down = Math.max(1, Math.min(count, Math.floor(high / cell)));
    const across = Math.ceil(count / down);
    if (across * cell > CELL.wide && cell > CELL.least) continue;
    const rows = Math.ceil(count / across);
    const width = across * cell;
    const tiles = [{ left: Math.max(0, (long - width) / 2), top: 0 }];
    return {
      tiles, cell, across, side: width, tall: rows * cell, width: Math.max(width, long),
      body: rows * cell,
    };
  }
}

/** @type {(found: Found, room: Size) => Layout} */
function place({ columns, space, wide, least }, room) {
  const gaps = Math.max(columns.length - 1, 1);
  const apart = least > room.width
    ? APART.scrolling : Math.min((room.width - wide) / gaps, APART.most);
  const total = wide + apart * (columns.length - 1);
  let left = space.edge + Math.max(0, (room.width - total) / 2);
  /** @type {Record<string, Block>} */
  const blocks = {};
  for (const { blocks: own, width } of columns) {
    for (const { layer, high, bands, ...block } of own) {
      const spare = Math.max(0, high - HEAD - block.body);
      const top = Math.round((bands > 1 ? layer.lane : 0) * high + spare / 2);
      const at = Math.round(left + (width - block.width) / 2);
      const first = pageFrom(layer.count, layer.first ?? 0);
      const height = HEAD + block.body;
      blocks[layer.name] = { ...block, first, left: at, top, head: HEAD, height };
    }
    left += width + apart;
  }
  const all = Math.max(Math.ceil(total), room.width);
  return { width: all, height: room.height, isTight: space === TIGHT, blocks };
}

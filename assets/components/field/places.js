// Where cells and views lie on screen, from numbers alone: no page.
/** @import { Region } from "../_shared/contract.js" */
/** @import { Packed } from "../_shared/message.js" */
/** @import { Box, Place } from "../_shared/place.js" */
/** @typedef {{ rows: number, cols: number }} Extent */
/** @typedef {Extent & { scale: number, left: number, top: number, side: number }} Frame */
/** @typedef {[number, number][]} Stretches first and last of cells side by side */

export const EDGE = 12; // px around every map, where a view that hangs over the edge can be seen
const GAP = 8;
const PICTURE = { most: 400 };
const MAP = { least: 128, most: 176 };

/**
 * Sides on screen of the two pictures, and of the maps in between.
 *
 * @type {(room: number, maps: number) => { picture: number, map: number }}
 */
export function layoutOf(room, maps) {
  const width = room + 2 * EDGE; // what hangs over the edge may hang over the page's as well
  const picture = Math.min(Math.floor((width - GAP) / 2), PICTURE.most);
  const fits = Math.max(Math.min(maps, Math.floor((width + GAP) / (MAP.least + GAP))), 2);
  const map = Math.floor((width - GAP * (fits - 1)) / fits);
  return { picture, map: Math.min(map, MAP.most) };
}

/** How a map lies in a square of `side` px. @type {(map: Extent, side: number) => Frame} */
export function frameOf({ rows, cols }, side) {
  const scale = (side - 2 * EDGE) / Math.max(rows, cols);
  const [left, top] = [(side - cols * scale) / 2, (side - rows * scale) / 2];
  return { scale, left, top, rows, cols, side };
}

/** A region of cells on screen. @type {(frame: Frame, region: Region) => Box} */
export const placeOf = ({ scale, left, top }, { row, col, rows, cols }) => ({
  left: left + col * scale, top: top + row * scale, width: cols * scale, height: rows * scale,
});

/**
 * A region no thinner than `least` px, about its middle.
 *
 * @type {(box: Box, least: number) => Box}
 */
export function atLeast({ left, top, width, height }, least) {
  const [wide, high] = [Math.max(width, least), Math.max(height, least)];
  const corner = { left: left + (width - wide) / 2, top: top + (height - high) / 2 };
  return { ...corner, width: wide, height: high };
}

/**
 * The unit that belongs to a point of a map: the one at the same relative place.
 *
 * @type {(point: { x: number, y: number }, frame: Frame, units: Extent) => Place}
 */
export function unitAt({ x, y }, { scale, left, top, rows, cols }, units) {
  /** @type {(at: number, cells: number, count: number) => number} */
  const axis = (at, cells, count) =>
    Math.min(Math.max(Math.floor((at / (cells * scale)) * count), 0), count - 1);
  return { row: axis(y - top, rows, units.rows), col: axis(x - left, cols, units.cols) };
}

/**
 * Cells that lie side by side, as [first, last]; from a unit's line in a table of 0 and 1.
 *
 * @type {(table: Packed<Uint8Array>, unit: number) => Stretches}
 */
export function stretches({ shape: [, cells], values }, unit) {
  /** @type {Stretches} */
  const found = [];
  for (let cell = 0; cell < cells; cell += 1) {
    if (!values[unit * cells + cell]) continue;
    const latest = found.at(-1);
    if (latest && latest[1] === cell - 1) latest[1] = cell;
    else found.push([cell, cell]);
  }
  return found;
}

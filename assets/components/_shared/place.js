// Places on pictures: from the pointer to a pixel, and from one picture to another.
/** @import { Region } from "./contract.js" */
/** @import { Size } from "./picture_size.js" */
/** @typedef {{ row: number, col: number }} Place counted from 0 */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box on screen, in px */

/**
 * Rows down and columns right that the arrow keys move.
 *
 * @type {Record<string, [number, number]>}
 */
export const ARROWS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

/** @type {(value: number, low: number, high: number) => number} */
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * The pixel under a point of a picture shown in `size` screen pixels.
 *
 * @type {(point: { x: number, y: number }, size: Size, picture: Size) => Place}
 */
export function pixelAt({ x, y }, size, picture) {
  return {
    row: clamp(Math.floor((y / size.height) * picture.height), 0, picture.height - 1),
    col: clamp(Math.floor((x / size.width) * picture.width), 0, picture.width - 1),
  };
}

/**
 * The pixel of another picture at the same relative place.
 *
 * @type {(place: Place, from: Size, to: Size) => Place}
 */
export function sameRelativePlace({ row, col }, from, to) {
  const middle = { x: (col + 0.5) / from.width, y: (row + 0.5) / from.height };
  return pixelAt(middle, { width: 1, height: 1 }, to);
}

/**
 * A pixel moved by arrow keys, kept on the picture.
 *
 * @type {(place: Place, down: number, right: number, picture: Size) => Place}
 */
export const movedPlace = ({ row, col }, down, right, picture) => ({
  row: clamp(row + down, 0, picture.height - 1),
  col: clamp(col + right, 0, picture.width - 1),
});

/** Whether two places are the same. @type {(one: Place, other: Place) => boolean} */
export const samePlace = (one, other) => one.row === other.row && one.col === other.col;

/**
 * Where a region of pixels lies on screen; small ones grow to `least`, about their middle.
 *
 * @param {Place & Partial<Region>} region
 * @param {Size} size
 * @param {Size} picture
 * @returns {Box}
 */
export function markOf({ row, col, rows = 1, cols = 1 }, size, picture, least = 9) {
  const [along, down] = [size.width / picture.width, size.height / picture.height];
  const width = Math.max(cols * along, least);
  const height = Math.max(rows * down, least);
  const left = (col + cols / 2) * along - width / 2;
  const top = (row + rows / 2) * down - height / 2;
  return { left, top, width, height };
}

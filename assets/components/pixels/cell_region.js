// Which cells are written out: the neighbours of a pixel, or all of a small picture.
/** @import { Region } from "../_shared/contract.js" */
/** @import { Size } from "../_shared/picture_size.js" */
/** @import { Place } from "../_shared/place.js" */

/**
 * The area of `reach` x `reach` cells around a place; all of the picture without a reach.
 *
 * @type {(place: Place, reach: number | null, size: Size) => Region}
 */
export function regionAround({ row, col }, reach, size) {
  if (!reach) return { row: 0, col: 0, rows: size.height, cols: size.width };
  const before = Math.floor(reach / 2);
  return { row: row - before, col: col - before, rows: reach, cols: reach };
}

/**
 * The place of a cell of an area, by its number in reading order; null beyond the picture.
 *
 * @type {(area: Region, at: number, size: Size) => Place | null}
 */
export function pixelOfCell(area, at, size) {
  const row = area.row + Math.floor(at / area.cols);
  const col = area.col + (at % area.cols);
  const inside = row >= 0 && row < size.height && col >= 0 && col < size.width;
  return inside ? { row, col } : null;
}

/** The part of an area that lies on the picture. @type {(area: Region, size: Size) => Region} */
export function clipRegion({ row, col, rows, cols }, size) {
  const [top, left] = [Math.max(row, 0), Math.max(col, 0)];
  const bottom = Math.min(row + rows, size.height);
  const right = Math.min(col + cols, size.width);
  return { row: top, col: left, rows: bottom - top, cols: right - left };
}

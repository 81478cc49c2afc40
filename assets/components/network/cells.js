// Cells of a picture of values: from the pointer to a cell, and from a cell to its place.
import { placeElement, pointIn } from "../_shared/dom.js";
import { ARROWS, pixelAt } from "../_shared/place.js";
/** @import { Region } from "../_shared/contract.js" */
/** @import { Sides, Spot } from "./shapes.js" */

/**
 * The [row, column] under the pointer on an element that shows so many cells.
 *
 * @type {(event: MouseEvent, element: Element, sides: Sides) => Spot}
 */
export function cellUnder(event, element, [rows, cols]) {
  const point = pointIn(element, event);
  const { row, col } = pixelAt(point, point, { width: cols, height: rows });
  return [row, col];
}

/**
 * The cell an arrow key leads to; null at the edge, or for any other key.
 *
 * @type {(cell: Spot, key: string, sides: Sides) => Spot | null}
 */
export function cellAfter([row, col], key, [rows, cols]) {
  const step = ARROWS[key];
  if (!step) return null;
  const [down, along] = [row + step[0], col + step[1]];
  return down >= 0 && down < rows && along >= 0 && along < cols ? [down, along] : null;
}

/**
 * Hear of the pointer on an element once it moves there: what comes to lie under a resting
 * pointer is not pointed at.
 *
 * @type {(element: HTMLElement, enter: () => void, leave: () => void) => void}
 */
export function onHover(element, enter, leave) {
  let isIn = false;
  element.onpointermove = () => {
    if (!isIn) enter();
    isIn = true;
  };
  element.onpointerleave = () => {
    if (isIn) leave();
    isIn = false;
  };
}

/**
 * Lay a mark over a box of cells, never smaller than can be seen.
 *
 * @param {HTMLElement} mark
 * @param {Pick<Region, "row" | "col"> & Partial<Region> | null} box
 * @param {number[]} sides
 */
export function cover(mark, box, [rows, cols] = [1, 1], least = 5) {
  mark.hidden = !box;
  if (!box) return;
  const { row, col, rows: height = 1, cols: width = 1 } = box;
  const { clientWidth: wide = 0, clientHeight: high = 0 } = mark.parentElement ?? {};
  /** @type {(start: number, count: number, all: number, room: number) => [number, number]} */
  const spread = (start, count, all, room) => {
    const size = Math.max((count / all) * room, least);
    const middle = ((start + count / 2) / all) * room;
    return [middle - size / 2, size];
  };
  const [left, across] = spread(col, width, cols, wide);
  const [top, down] = spread(row, height, rows, high);
  placeElement(mark, { left, top, width: across, height: down });
}

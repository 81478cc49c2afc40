// How large every picture is shown, from numbers alone: no page.
import { fitInto } from "../_shared/picture_size.js";
/** @import { Size } from "../_shared/picture_size.js" */

const GAP = 16;
const SLIM = 150; // no column is narrower, if one fits at all
const BETTER = 1.3; // another row has to make the pictures this much larger
const BESIDE = 460; // from this width on, before and after stand side by side

/** @type {(width: number, columns: number) => number} */
const columnWidth = (width, columns) => Math.floor((width - GAP * (columns - 1)) / columns);

/** @type {(width: number, height: number, count: number, columns: number) => Size} */
function frameOf(width, height, count, columns) {
  const rows = Math.ceil(count / columns);
  return { width: columnWidth(width, columns), height: Math.floor(height / rows) };
}

/**
 * Columns of equal frames in a room of width x height, and every picture's size in them.
 *
 * @param {Size} room
 * @param {Size[]} pictures
 */
export function layoutPanels(room, pictures) {
  const count = pictures.length;
  const fewest = room.width >= BESIDE ? Math.min(count, 2) : 1;
  const arranged = (/** @type {number} */ columns) => {
    const frame = frameOf(room.width, room.height, count, columns);
    const { width, height } = fitInto(frame, pictures[0]);
    return { columns, frame, size: width * height };
  };
  const all = Array.from({ length: count - fewest + 1 }, (_, i) => arranged(count - i));
  const best = all
    .filter(({ columns, frame }) => columns === fewest || frame.width >= SLIM)
    .reduce((one, next) => (next.size > one.size * BETTER ** 2 ? next : one));
  const sizes = pictures.map((picture) => fitInto(best.frame, picture));
  /** @param {"width" | "height"} side */
  const most = (side) => Math.max(...sizes.map((size) => size[side]));
  const width = Math.min(Math.max(most("width"), SLIM), best.frame.width);
  return { columns: best.columns, frame: { width, height: most("height") }, sizes };
}

const SIGNS = 64; // the × and the = between three grids
const LINE = 28;
const TITLE = 22;

/** @typedef {{ stacked: boolean, cell: number, line: number, height: number }} Cells */

/**
 * Cells of the inspector's grids: side by side if they fit, else one under the other.
 *
 * @type {(width: number, rows: number, cols: number) => Cells}
 */
export function cellsOf(width, rows, cols) {
  const beside = Math.floor((width - SIGNS) / (3 * cols));
  const stacked = beside < 30;
  const cell = Math.min(stacked ? Math.floor(width / cols) : beside, 48);
  const grid = rows * LINE + TITLE;
  return { stacked, cell, line: LINE, height: stacked ? 3 * grid + 2 * LINE : grid };
}

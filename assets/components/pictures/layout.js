// How large every picture is shown, from numbers alone: no page.
const GAP = 16;
const SLIM = 150; // no column is narrower, if one fits at all
const LEAST = 12; // a picture of one pixel's height is still something to see
const MOST = 48; // screen pixels a picture pixel, so that a tiny picture is no wall
const BETTER = 1.3; // another row has to make the pictures this much larger
const BESIDE = 460; // from this width on, before and after stand side by side

/** A picture's size on screen inside a frame, its shape kept unless it would vanish. */
export function fitInto(frame, picture) {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height, MOST);
  const side = (pixels, most) => Math.min(Math.max(Math.round(pixels * scale), LEAST), most);
  return {
    width: side(picture.width, frame.width),
    height: side(picture.height, frame.height),
  };
}

const columnWidth = (width, columns) => Math.floor((width - GAP * (columns - 1)) / columns);

function frameOf(width, height, count, columns) {
  const rows = Math.ceil(count / columns);
  return { width: columnWidth(width, columns), height: Math.floor(height / rows) };
}

/** Columns of equal frames in a room of width x height, and every picture's size in them. */
export function arrange(room, pictures) {
  const area = (frame) => {
    const { width, height } = fitInto(frame, pictures[0]);
    return width * height;
  };
  const count = pictures.length;
  const fewest = room.width >= BESIDE ? Math.min(count, 2) : 1;
  let best = null;
  for (let columns = count; columns >= fewest; columns -= 1) {
    const frame = frameOf(room.width, room.height, count, columns);
    if (columns > fewest && frame.width < SLIM) continue;
    const size = area(frame);
    if (!best || size > best.size * BETTER ** 2) best = { columns, frame, size };
  }
  const sizes = pictures.map((picture) => fitInto(best.frame, picture));
  const most = (side) => Math.max(...sizes.map((size) => size[side]));
  const width = Math.min(Math.max(most("width"), SLIM), best.frame.width);
  return { columns: best.columns, frame: { width, height: most("height") }, sizes };
}

/** Show single pixels as squares once they are more than twice their size. */
export const magnified = (size, picture) => size.width > 2 * picture.width;

const SIGNS = 64; // the × and the = between three grids
const LINE = 28;
const TITLE = 22;

/** Cells of the inspector's grids: side by side if they fit, else one under the other. */
export function cellsOf(width, rows, cols) {
  const beside = Math.floor((width - SIGNS) / (3 * cols));
  const stacked = beside < 30;
  const cell = Math.min(stacked ? Math.floor(width / cols) : beside, 48);
  const grid = rows * LINE + TITLE;
  return { stacked, cell, line: LINE, height: stacked ? 3 * grid + 2 * LINE : grid };
}

// How large the maps, kernels and results of one unit are shown: numbers only.
const SIGNS = 64; // px of the × and the = in a row
const CAPTION = 22;
const MAP = { least: 56, most: 220 };
const RESULT = { least: 84, most: 190 };
const NUMBERS = 5; // kernels of more columns are pictures
const APART = 18;
const NARROW = 560;

/** Whether a kernel's weights are written out. */
export const isWritten = ([rows, cols]) => rows <= NUMBERS && cols <= NUMBERS;

/**
 * A unit with `count` channels in a room: {columns, map, kernel, result, stacked}.
 *
 * `kernel` is [rows, columns] or null, `cell` the width of a number. Columns are as many as make
 * the maps largest; where even small ones do not fit in the height the list is scrolled.
 */
export function unfoldedIn({ width, height }, count, kernel, cell) {
  const stacked = width < NARROW;
  const result = resultIn({ width, height }, stacked);
  const room = stacked ? width - 12 : width - result - 56;
  const beside = kernel ? SIGNS : 0;
  const across = !kernel ? 0 : isWritten(kernel) ? kernel[1] * cell + 6 : null;
  let best = null;
  for (let columns = 1; columns <= Math.min(count, 3); columns += 1) {
    const own = (room - APART * (columns - 1)) / columns - beside;
    const wide = across === null ? own / 3 : kernel ? (own - across) / 2 : own;
    const rows = Math.ceil(count / columns);
    const high = height / rows - CAPTION - 10;
    const fits = Math.min(wide, Math.max(high, MAP.least), MAP.most);
    if (!best || fits > best.map + 4) best = { columns, map: fits, isTall: high < MAP.least };
  }
  const map = Math.floor(Math.max(best.map, Math.min(MAP.least, (room - beside - (across ?? 0)) / 2)));
  return { ...best, map, kernel: across ?? map, result, stacked };
}

/** The sum and what follows stand one over the other where the room is high enough. */
function resultIn({ width, height }, stacked) {
  const most = stacked ? (width - 60) / 2 : (height - 3 * CAPTION - 60) / 2;
  return Math.floor(Math.min(Math.max(most, RESULT.least), RESULT.most));
}


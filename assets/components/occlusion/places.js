// Where the square lies: places are counted row by row, from 0.
/**
 * @typedef {object} Grid
 * @property {number} side of the square
 * @property {number} stride
 * @property {number} rows of places
 * @property {number} cols
 * @property {number} height of the picture
 * @property {number} width
 * @property {number} known places
 */
/** @typedef {{ top: number, left: number, rows: number, cols: number }} Region */

/**
 * The rectangle of the picture that the square covers at a place.
 *
 * @type {(place: number, grid: Grid) => Region}
 */
export function boxOf(place, { side, stride, cols, height, width }) {
  const [row, col] = [Math.floor(place / cols), place % cols];
  const [top, left] = [row * stride, col * stride];
  return { top, left, rows: Math.min(side, height - top), cols: Math.min(side, width - left) };
}

/**
 * The place at a share (0 to 1) of the map's width and height; null where none is known yet.
 *
 * @type {(x: number, y: number, grid: Grid) => number | null}
 */
export function placeOnMap(x, y, { rows, cols, known }) {
  const row = Math.min(Math.max(Math.floor(y * rows), 0), rows - 1);
  const col = Math.min(Math.max(Math.floor(x * cols), 0), cols - 1);
  return row * cols + col < known ? row * cols + col : null;
}

/**
 * The place whose square has its middle nearest to a share of the picture.
 *
 * @type {(x: number, y: number, grid: Grid) => number | null}
 */
export function placeOnPicture(x, y, grid) {
  const { side, stride, rows, cols, height, width, known } = grid;
  /** @type {(share: number, size: number, count: number) => number} */
  const nearest = (share, size, count) =>
    Math.min(Math.max(Math.round((share * size - side / 2) / stride), 0), count - 1);
  const place = nearest(y, height, rows) * cols + nearest(x, width, cols);
  return place < known ? place : null;
}

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * The place a key leads to; undefined for a key that means nothing here.
 *
 * @type {(key: string, place: number, grid: Grid) => number | undefined}
 */
export function placeByKey(key, place, { rows, cols, known }) {
  if (key === "Home") return 0;
  if (key === "End") return known - 1;
  const step = STEPS[key];
  if (!step) return undefined;
  const row = Math.min(Math.max(Math.floor(place / cols) + step[0], 0), rows - 1);
  const col = Math.min(Math.max((place % cols) + step[1], 0), cols - 1);
  return row * cols + col < known ? row * cols + col : place;
}

/** Where the answer falls most. @type {(drops: ArrayLike<number>, known: number) => number} */
export function deepest(drops, known) {
  let best = 0;
  for (let place = 1; place < known; place += 1) if (drops[place] > drops[best]) best = place;
  return best;
}

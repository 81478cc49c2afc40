// Where the square lies: places are counted row by row, from 0.

/** The rectangle of the picture that the square covers at a place. */
export function boxOf(place, { side, stride, cols, height, width }) {
  const [row, col] = [Math.floor(place / cols), place % cols];
  const [top, left] = [row * stride, col * stride];
  return { top, left, rows: Math.min(side, height - top), cols: Math.min(side, width - left) };
}

/** The place at a share (0 to 1) of the map's width and height; null where none is known yet. */
export function placeOnMap(x, y, { rows, cols, known }) {
  const row = Math.min(Math.max(Math.floor(y * rows), 0), rows - 1);
  const col = Math.min(Math.max(Math.floor(x * cols), 0), cols - 1);
  return row * cols + col < known ? row * cols + col : null;
}

/** The place whose square has its middle nearest to a share of the picture. */
export function placeOnPicture(x, y, grid) {
  const { side, stride, rows, cols, height, width, known } = grid;
  const nearest = (share, size, count) =>
    Math.min(Math.max(Math.round((share * size - side / 2) / stride), 0), count - 1);
  const place = nearest(y, height, rows) * cols + nearest(x, width, cols);
  return place < known ? place : null;
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The place a key leads to; undefined for a key that means nothing here. */
export function placeByKey(key, place, { rows, cols, known }) {
  if (key === "Home") return 0;
  if (key === "End") return known - 1;
  const step = STEPS[key];
  if (!step) return undefined;
  const row = Math.min(Math.max(Math.floor(place / cols) + step[0], 0), rows - 1);
  const col = Math.min(Math.max((place % cols) + step[1], 0), cols - 1);
  return row * cols + col < known ? row * cols + col : place;
}

/** Where the answer falls most. */
export function deepest(drops, known) {
  let best = 0;
  for (let place = 1; place < known; place += 1) if (drops[place] > drops[best]) best = place;
  return best;
}

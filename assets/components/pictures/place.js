// Places on pictures: from the pointer to a pixel, and from one picture to another.

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** The pixel under a point of a picture shown in `size` screen pixels. */
export function pixelAt({ x, y }, size, picture) {
  return {
    row: clamp(Math.floor((y / size.height) * picture.height), 0, picture.height - 1),
    col: clamp(Math.floor((x / size.width) * picture.width), 0, picture.width - 1),
  };
}

/** The pixel of another picture at the same relative place. */
export function across({ row, col }, from, to) {
  const middle = { x: (col + 0.5) / from.width, y: (row + 0.5) / from.height };
  return pixelAt(middle, { width: 1, height: 1 }, to);
}

/** A pixel moved by arrow keys, kept on the picture. */
export const moved = ({ row, col }, down, right, picture) => ({
  row: clamp(row + down, 0, picture.height - 1),
  col: clamp(col + right, 0, picture.width - 1),
});

/** Where a region of pixels lies on screen; small ones grow to `least`, about their middle. */
export function markOf({ row, col, rows = 1, cols = 1 }, size, picture, least = 9) {
  const [along, down] = [size.width / picture.width, size.height / picture.height];
  const width = Math.max(cols * along, least);
  const height = Math.max(rows * down, least);
  const left = (col + cols / 2) * along - width / 2;
  const top = (row + rows / 2) * down - height / 2;
  return { left, top, width, height };
}

/** The pixels of the original that the inspected pixel read, where Python names them. */
export function regionOf(inspect) {
  if (!inspect?.box) return null;
  const [row, col, rows, cols] = inspect.box;
  const place = { panel: inspect.panel, row: inspect.row, col: inspect.col };
  return { row, col, rows, cols, place };
}

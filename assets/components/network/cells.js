// Cells of a picture of values: from the pointer to a cell, and from a cell to its place.
const clamp = (value, most) => Math.min(Math.max(value, 0), most - 1);

/** The [row, column] under the pointer on an element that shows so many cells. */
export function cellUnder({ clientX, clientY }, element, [rows, cols]) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [
    clamp(Math.floor(((clientY - top) / height) * rows), rows),
    clamp(Math.floor(((clientX - left) / width) * cols), cols),
  ];
}

const STEPS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

/** The cell an arrow key leads to; null at the edge, or for any other key. */
export function cellAfter([row, col], key, [rows, cols]) {
  if (!STEPS[key]) return null;
  const [down, along] = [row + STEPS[key][0], col + STEPS[key][1]];
  return down >= 0 && down < rows && along >= 0 && along < cols ? [down, along] : null;
}

/**
 * Hear of the pointer on an element once it moves there: what comes to lie under a resting
 * pointer is not pointed at.
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

/** Lay a mark over a box of cells {row, col, height, width}, never smaller than can be seen. */
export function cover(mark, box, [rows, cols] = [1, 1], least = 5) {
  mark.hidden = !box;
  if (!box) return;
  const { row, col, height = 1, width = 1 } = box;
  const [wide, high] = [mark.parentElement.clientWidth, mark.parentElement.clientHeight];
  const spread = (start, count, all, room) => {
    const size = Math.max((count / all) * room, least);
    const middle = ((start + count / 2) / all) * room;
    return [middle - size / 2, size];
  };
  const [left, across] = spread(col, width, cols, wide);
  const [top, down] = spread(row, height, rows, high);
  Object.assign(mark.style, {
    left: `${left}px`, top: `${top}px`, width: `${across}px`, height: `${down}px`,
  });
}

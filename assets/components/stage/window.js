// The window on the input: where it is, where it is going, which of its cells won.
import { squareOf, trace } from "./cells.js";
import { outline, stroke } from "./outline.js";

/** The square of an input cell; row and col count from the first real one. */
export const inputSquare = ({ input }, layout, [channel, row, col]) =>
  squareOf(layout.input[channel], row + input.top, col + input.left);

/** The window on its way from this step to the next; spread out, only the cells it touches. */
export function paintWindow(g, { scene, theme, layout }, { step }, glide) {
  const here = scene.reads(step);
  const next = scene.reads(Math.min(step + 1, scene.steps - 1));
  const share = next.channel === here.channel ? glide : 0;
  const top = here.row + scene.input.top + (next.row - here.row) * share;
  const left = here.col + scene.input.left + (next.col - here.col) * share;
  g.beginPath();
  for (const rect of layout.input.slice(here.channel, here.channel + here.depth)) {
    for (const box of boxesOf(here)) {
      trace(g, boxSquare(rect, top + box.row, left + box.col, box), 1);
    }
  }
  stroke(g, theme, "kernel", layout.input[0].cell < 10 ? 2 : 3);
}

function boxesOf({ height, width, rowStep, colStep }) {
  const solid = (rowStep === 1 || height === 1) && (colStep === 1 || width === 1);
  if (solid) return [{ row: 0, col: 0, height, width }];
  const boxes = [];
  for (let row = 0; row < height; row += 1) {
    for (let col = 0; col < width; col += 1) {
      boxes.push({ row: row * rowStep, col: col * colStep, height: 1, width: 1 });
    }
  }
  return boxes;
}

function boxSquare(rect, row, col, { height, width }) {
  const { x, y, side } = squareOf(rect, row, col);
  const reach = (count) => (count - 1) * rect.cell + side;
  return { x, y, side, width: reach(width), height: reach(height) };
}

/** For a maximum: the first cell of every channel that holds it. */
export function paintWinners(g, { scene, theme, layout }, step) {
  const reads = scene.reads(step);
  const size = reads.height * reads.width;
  const terms = scene.terms(step);
  const winners = [...scene.partials(step)].map((best, d) => {
    const at = terms.subarray(d * size, (d + 1) * size).indexOf(best);
    const row = reads.row + Math.floor(at / reads.width) * reads.rowStep;
    const col = reads.col + (at % reads.width) * reads.colStep;
    return inputSquare(scene, layout, [reads.channel + d, row, col]);
  });
  outline(g, theme, winners, "output", 2);
}

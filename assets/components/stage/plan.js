// One way to stand: blocks in stacks, stacks in rows; how much room it takes, and where all goes.
import { LABEL, block, placed, plot } from "./blocks.js";

const EDGE = 4; // room for the outlines of the lowest cells
export const APART = { least: 36, most: 72, narrow: 20 };
const WORD_GAP = 12; // between the words above two planes
const SIGNS = { row: ["∗", "=", "→"], under: [], narrow: [], tower: [] };

/** The plan of an arrangement at a cell size, with the `width` and `height` it needs. */
export function planned(sizes, across, cell, kernelCell) {
  const blocks = blocksOf(sizes, across, cell, kernelCell);
  const { input, middle, output } = blocks;
  const beside = middle ? [[middle]] : [];
  const rows = {
    row: [[[input], ...beside, [output]]],
    under: [[[input, middle], [output]]],
    narrow: [[[input], [output]], ...(middle ? [beside] : [])],
    tower: [[[input]], ...(middle ? [beside] : []), [[output]]],
  }[across.shape].map((stacks) => rowOf(stacks.map(stackOf), across.shape));
  return {
    blocks, rows, shape: across.shape, hasKernel: sizes.kernel !== null,
    width: Math.max(...rows.map((row) => row.width)),
    height: rows.reduce((all, row) => all + row.height, 0) + APART.narrow * (rows.length - 1),
  };
}

function blocksOf(sizes, across, cell, kernelCell) {
  const lay = (slot) => ({
    input: block(sizes.input, across.input, cell, { slot }),
    middle: middleOf(sizes, across, kernelCell, slot),
    output: block(sizes.output, across.output, cell),
  });
  const free = lay(0);
  return across.shape === "under" ? lay(Math.max(free.input.slot, free.middle.slot)) : free;
}

function middleOf({ kernel, curve, patch, tail }, { middle, over }, cell, slot) {
  if (curve) return plot(curve, slot);
  if (!kernel) return patch && block(patch, middle, cell, { slot });
  return block(kernel, middle, cell, { lead: patch && { ...patch, over }, tail, slot });
}

/** Blocks one over the other; the tail of the last hangs below the body. */
function stackOf(blocks) {
  const last = blocks.at(-1);
  const height = blocks.reduce((all, one) => all + one.height + APART.narrow, -APART.narrow);
  return {
    blocks, height, body: height - (last.height - last.body),
    width: Math.max(...blocks.map(({ width }) => width)),
  };
}

/** Stacks side by side, the middles of their bodies on one line. */
function rowOf(stacks, shape) {
  const body = Math.max(...stacks.map((stack) => stack.body));
  const apart = shape === "narrow" ? APART.narrow : APART.least;
  const heights = stacks.map((stack) => Math.floor((body - stack.body) / 2) + stack.height);
  const filled = stacks.reduce((all, { width }) => all + width, 0);
  const width = filled + apart * (stacks.length - 1);
  return { stacks, body, filled, width, height: Math.max(...heights) };
}

/** The rectangles of a plan, centred in the width there is. */
export function built(plan, width) {
  const grids = {
    input: [], kernel: [], curve: [], output: [], patch: [], bias: [], filters: [],
  };
  const layout = { width, height: plan.height + EDGE, ...grids, signs: [] };
  let y = 0;
  for (const row of plan.rows) {
    placeRow(layout, plan, row, y);
    y += row.height + APART.narrow;
  }
  for (const rect of [...layout.input, ...layout.kernel, ...layout.output]) {
    rect.room = Math.max(rect.room, roomBeside(layout, rect));
  }
  return layout;
}

/** How far the words above a plane may reach: to the next grid or sign, or to the edge. */
function roomBeside({ width, input, kernel, curve, output, patch, signs }, { x, y }) {
  const words = y - LABEL / 2;
  const bottom = (rect) => rect.y + (rect.height ?? rect.rows * rect.cell);
  const lefts = [input, kernel, curve, output, patch].flat()
    .filter((other) => other.x > x && other.y - LABEL < y && bottom(other) > y - LABEL)
    .map((other) => other.x - (other.names ?? 0) - WORD_GAP);
  const beside = signs.filter((sign) => sign.x > x && Math.abs(sign.y - words) < LABEL);
  return Math.min(width, ...lefts, ...beside.map((sign) => sign.x - WORD_GAP)) - x;
}

function placeRow(layout, plan, row, y) {
  const spare = layout.width - row.filled;
  const most = plan.shape === "narrow" ? APART.narrow : APART.most;
  const apart = Math.min(most, Math.max(APART.least, Math.floor(spare / (row.stacks.length + 1))));
  let x = Math.max(0, Math.floor((spare - apart * (row.stacks.length - 1)) / 2));
  row.stacks.forEach((stack, i) => {
    const text = SIGNS[plan.shape][plan.hasKernel ? i - 1 : 2];
    const middle = y + Math.floor((row.body + LABEL) / 2);
    if (i > 0 && text) layout.signs.push({ x: x - apart / 2, y: middle, text });
    placeStack(layout, plan, stack, x, y + Math.floor((row.body - stack.body) / 2));
    x += stack.width + apart;
  });
}

function placeStack(layout, { blocks, hasKernel }, stack, x, top) {
  let y = top;
  for (const shape of stack.blocks) {
    const role = shape === blocks.middle ? (hasKernel ? "kernel" : "patch")
      : shape === blocks.input ? "input" : "output";
    const rects = placed(shape, role, x, y);
    for (const grid of Object.keys(rects)) layout[grid].push(...rects[grid]);
    y += shape.height + APART.narrow;
  }
}

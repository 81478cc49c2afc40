// One arrangement: blocks in stacks, stacks in rows; how much room it takes, and where all goes.
/** @import { Block, Plot } from "./blocks.js" */
/** @import { CurveRect, Extent, Layout, Part, Rect, Sizes } from "./shapes.js" */
/** @typedef {ReturnType<typeof arrangementOf>} Plan */
/** @typedef {Extent & { stacks: Stack[], body: number, filled: number }} Row */
/** @typedef {{ blocks: AnyBlock[], height: number, body: number, width: number }} Stack */
/** @typedef {{ input: Block, middle: AnyBlock | null, output: Block }} Blocks */
/** @typedef {Block | Plot} AnyBlock */
/** @typedef {"row" | "under" | "narrow" | "tower"} Shape */
/** @typedef {{ input: number, middle: number, output: number }} Counts planes side by side */
/** @typedef {Counts & { shape: Shape, over: boolean }} Across */
import { LABEL, gridBlock, placeRect, plotBlock } from "./blocks.js";

const EDGE = 4; // room for the outlines of the lowest cells
export const APART = { least: 36, most: 72, narrow: 20 };
const WORD_GAP = 12; // between the words above two planes
/** @type {Record<Shape, string[]>} */
const SIGNS = { row: ["∗", "=", "→"], under: [], narrow: [], tower: [] };

/**
 * The plan of an arrangement at a cell size, with the `width` and `height` it needs.
 *
 * @param {Sizes} sizes
 * @param {Across} across
 * @param {number} cell
 * @param {number} kernelCell
 */
export function arrangementOf(sizes, across, cell, kernelCell) {
  const blocks = blocksOf(sizes, across, cell, kernelCell);
  const { input, middle, output } = blocks;
  const beside = middle ? [[middle]] : [];
  /** @type {Record<Shape, AnyBlock[][][]>} */
  const shapes = {
    row: [[[input], ...beside, [output]]],
    under: [[[input, ...beside.flat()], [output]]],
    narrow: [[[input], [output]], ...(middle ? [beside] : [])],
    tower: [[[input]], ...(middle ? [beside] : []), [[output]]],
  };
  const rows = shapes[across.shape].map((stacks) => rowOf(stacks.map(stackOf), across.shape));
  return {
    blocks, rows, shape: across.shape, hasKernel: sizes.kernel !== null,
    width: Math.max(...rows.map((row) => row.width)),
    height: rows.reduce((all, row) => all + row.height, 0) + APART.narrow * (rows.length - 1),
  };
}

/** @type {(sizes: Sizes, across: Across, cell: number, kernelCell: number) => Blocks} */
function blocksOf(sizes, across, cell, kernelCell) {
  const lay = (/** @type {number} */ slot) => ({
    input: gridBlock(sizes.input, across.input, cell, { slot }),
    middle: middleOf(sizes, across, kernelCell, slot),
    output: gridBlock(sizes.output, across.output, cell),
  });
  const free = lay(0);
  return across.shape === "under" ? lay(Math.max(free.input.slot, free.middle?.slot ?? 0)) : free;
}

/** @type {(sizes: Sizes, across: Across, cell: number, slot: number) => AnyBlock | null} */
function middleOf({ kernel, curve, patch, tail }, { middle, over }, cell, slot) {
  if (curve) return plotBlock(curve, slot);
  if (!kernel) return patch && gridBlock(patch, middle, cell, { slot });
  return gridBlock(kernel, middle, cell, { lead: patch && { ...patch, over }, tail, slot });
}

/**
 * Blocks one over the other; the tail of the last hangs below the body.
 *
 * @type {(blocks: AnyBlock[]) => Stack}
 */
function stackOf(blocks) {
  const last = blocks[blocks.length - 1];
  const height = blocks.reduce((all, one) => all + one.height + APART.narrow, -APART.narrow);
  return {
    blocks, height, body: height - (last.height - last.body),
    width: Math.max(...blocks.map(({ width }) => width)),
  };
}

/**
 * Stacks side by side, the middles of their bodies on one line.
 *
 * @type {(stacks: Stack[], shape: Shape) => Row}
 */
function rowOf(stacks, shape) {
  const body = Math.max(...stacks.map((stack) => stack.body));
  const apart = shape === "narrow" ? APART.narrow : APART.least;
  const heights = stacks.map((stack) => Math.floor((body - stack.body) / 2) + stack.height);
  const filled = stacks.reduce((all, { width }) => all + width, 0);
  const width = filled + apart * (stacks.length - 1);
  return { stacks, body, filled, width, height: Math.max(...heights) };
}

/**
 * The rectangles of a plan, centred in the width there is.
 *
 * @type {(plan: Plan, width: number) => Layout}
 */
export function rectanglesOf(plan, width) {
  const grids = {
    input: [], kernel: [], curve: [], output: [], patch: [], bias: [], filters: [],
  };
  /** @type {Layout} */
  const layout = { width, height: plan.height + EDGE, ...grids, signs: [] };
  let y = 0;
  for (const row of plan.rows) {
    placeRow(layout, plan, row, y);
    y += row.height + APART.narrow;
  }
  for (const rect of [...layout.input, ...layout.kernel, ...layout.output]) {
    rect.room = Math.max(rect.room ?? 0, roomBeside(layout, rect));
  }
  return layout;
}

/**
 * How far the words above a plane may reach: to the next grid or sign, or to the edge.
 *
 * @type {(layout: Layout, rect: Rect) => number}
 */
function roomBeside({ width, input, kernel, curve, output, patch, signs }, { x, y }) {
  const words = y - LABEL / 2;
  const planes = [input, kernel, output, patch].flat()
    .map((rect) => ({ ...rect, height: rect.rows * rect.cell, names: rect.names ?? 0 }));
  const lefts = [...planes, ...curve.map((rect) => ({ ...rect, names: 0 }))]
    .filter((other) => other.x > x && other.y - LABEL < y && other.y + other.height > y - LABEL)
    .map((other) => other.x - other.names - WORD_GAP);
  const beside = signs.filter((sign) => sign.x > x && Math.abs(sign.y - words) < LABEL);
  return Math.min(width, ...lefts, ...beside.map((sign) => sign.x - WORD_GAP)) - x;
}

/** @type {(layout: Layout, plan: Plan, row: Row, y: number) => void} */
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

/** @type {(layout: Layout, plan: Plan, stack: Stack, x: number, top: number) => void} */
function placeStack(layout, { blocks, hasKernel }, stack, x, top) {
  let y = top;
  for (const shape of stack.blocks) {
    const role = shape === blocks.middle ? (hasKernel ? "kernel" : "patch")
      : shape === blocks.input ? "input" : "output";
    const rects = placeRect(shape, role, x, y);
    layout.input.push(...(rects.input ?? []));
    layout.kernel.push(...(rects.kernel ?? []));
    layout.curve.push(...(rects.curve ?? []));
    layout.output.push(...(rects.output ?? []));
    layout.patch.push(...(rects.patch ?? []));
    layout.bias.push(...(rects.bias ?? []));
    layout.filters.push(...(rects.filters ?? []));
    y += shape.height + APART.narrow;
  }
}

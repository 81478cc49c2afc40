// A block: the planes of one role, so many across, and for the kernel what stands beside and under.
/** @import { Cell, CurveRect, Extent, Grids, Part, Rect, Tail } from "./shapes.js" */
/** @typedef {ReturnType<typeof plotBlock>} Plot */
/** @typedef {Extent & { x: number, y: number }} Below what stands under a block, and where */
/** @typedef {ReturnType<typeof gridBlock>} Block */
/** @typedef {{ lead?: Lead | null, tail?: Tail | null, slot?: number }} Beside */
/** @typedef {Part & { over?: boolean }} Lead */
import { cellOf } from "./folds.js";

export const LABEL = 26; // room for the words above a plane
const GAP = 16;
const BIAS = { word: 50, least: 36, most: 40 };
const THUMB = { least: 3, most: 6, wide: 36, gap: 12 };
const TAIL_GAP = 12;
const LEGEND = 22; // room for the words under a curve
const EMPTY = { width: 0, height: 0, x: 0, y: 0 };

/**
 * The size of a block of planes.
 *
 * `lead` is a patch beside (or `over`) every plane, `tail` what stands under them all,
 * `slot` the least width a plane gets. `body` is the height without the tail.
 *
 * @param {Part} part
 * @param {number} across
 * @param {number} cell
 * @param {Beside} beside
 */
export function gridBlock(part, across, cell, { lead = null, tail = null, slot: least = 0 } = {}) {
  const left = lead && !lead.over ? lead.cols * cell + GAP : 0;
  const above = lead?.over ? lead.rows * cell + LABEL : 0;
  const high = lead && left ? Math.max(part.rows, lead.rows) : part.rows;
  const names = part.names ?? 0;
  const cells = names + part.cols * cell;
  const wide = left + Math.max(cells, part.label, lead && above ? lead.cols * cell : 0);
  const slot = Math.max(wide, least);
  const pitch = LABEL + above + high * cell + GAP;
  const body = Math.ceil(part.count / across) * pitch - GAP;
  const row = across * (slot + GAP) - GAP;
  const below = tail ? tailSize(tail, part, cell, row) : EMPTY;
  return {
    part, across, cell, lead, tail, left, above, names, slot, pitch, body, centred: least > 0,
    width: Math.max(row, below.width), height: body + below.height, below,
  };
}

/**
 * The block of a curve: as wide and high as it is, whatever the cells.
 *
 * @type {(curve: Extent, slot: number) => { isPlot: true, inner: number, slot: number,
 *   width: number, body: number, height: number }}
 */
export function plotBlock({ width, height }, slot) {
  const body = LABEL + height;
  const size = { slot: Math.max(width, slot), width, body, height: body + LEGEND };
  return { isPlot: true, inner: height, ...size };
}

/**
 * The rectangles of a block whose corner stands at (x, y), by the grid they belong to.
 *
 * @type {(shape: Block | Plot, role: "input" | "kernel" | "output" | "patch", x: number,
 *   y: number) => Partial<Grids>}
 */
export function placeRect(shape, role, x, y) {
  if ("isPlot" in shape) {
    return { curve: [{ x, y: y + LABEL, width: shape.width, height: shape.inner }] };
  }
  const { part, across, cell, lead, left, above, names, slot, pitch } = shape;
  /** @type {Rect[]} */
  const planes = [];
  /** @type {Rect[]} */
  const patch = [];
  for (let i = 0; i < part.count; i += 1) {
    const indent = shape.centred ? Math.floor((slot - left - part.cols * cell) / 2) : 0;
    const corner = {
      x: x + (i % across) * (slot + GAP) + indent,
      y: y + Math.floor(i / across) * pitch + LABEL,
    };
    const { rows, cols, chars, fold } = part;
    const size = { cell, rows, cols, chars, ...(fold && { fold, names }) };
    const room = slot - left - indent;
    planes.push({ x: corner.x + left + names, y: corner.y + above, ...size, room });
    if (!lead) continue;
    const under = { rows: lead.rows, cols: lead.cols, chars: lead.chars };
    patch.push({ ...corner, cell, ...under });
  }
  const rects = role === "patch" ? { patch: planes } : { patch, [role]: planes };
  return shape.tail ? { ...rects, ...tailOf(shape, x, y + shape.body + TAIL_GAP) } : rects;
}

/** @param {Part} kernel */
const thumbSide = ({ rows }) =>
  Math.max(THUMB.least, Math.min(THUMB.most, Math.floor(THUMB.wide / rows)));
/** @param {Part} kernel */
const thumbWidth = (kernel) => kernel.cols * thumbSide(kernel) + THUMB.gap;
/** @param {number} cell */
const biasSide = (cell) => Math.min(BIAS.most, Math.max(BIAS.least, cell));

/**
 * What stands under the kernels, side by side if it fits: the bias, all the filters in small.
 *
 * @type {(tail: Tail, kernel: Part, cell: number, room: number) => Below}
 */
function tailSize({ biases, filters, depth }, kernel, cell, room) {
  const side = biasSide(cell);
  const bias = { width: biases * side + (biases && BIAS.word), height: biases && side };
  const high = depth * (kernel.rows * thumbSide(kernel) + 2) + 2;
  const thumbs = filters > 1 ? { width: filters * thumbWidth(kernel), height: high } : EMPTY;
  if (!bias.height && !thumbs.height) return EMPTY;
  const isBeside = bias.width + TAIL_GAP * 2 + thumbs.width <= room;
  const right = isBeside ? [bias.width + TAIL_GAP * 2, 0] : [0, bias.height + TAIL_GAP];
  const [x, y] = biases ? right : [0, 0];
  const height = Math.max(bias.height, thumbs.height + y);
  return { width: Math.max(bias.width, x + thumbs.width), height: height + TAIL_GAP, x, y };
}

/** @type {(shape: Block, x: number, y: number) => Partial<Grids>} */
function tailOf({ part, cell, tail, below }, x, y) {
  if (!tail) return {};
  /** @type {(count: number, place: (i: number) => Rect) => Rect[]} */
  const row = (count, place) => Array.from({ length: count }, (_, i) => place(i));
  const { rows, cols, fold } = part;
  const thumb = { y: y + below.y + 2, cell: thumbSide(part), rows, cols, ...(fold && { fold }) };
  const bias = { y, cell: biasSide(cell), rows: 1, cols: 1, chars: part.chars, room: 0 };
  const left = x + below.x + 2;
  return {
    bias: row(tail.biases, (i) => ({ x: x + BIAS.word + i * bias.cell, ...bias })),
    filters: row(tail.filters > 1 ? tail.filters : 0, (i) => ({
      x: left + i * thumbWidth(part), ...thumb,
    })),
  };
}

/**
 * The cell of a grid under a point: {plane, row, col}; null beside the grids.
 *
 * @type {(rects: Rect[], x: number, y: number) => { plane: number, row: number,
 *   col: number } | null}
 */
export function cellUnder(rects, x, y) {
  for (const [plane, rect] of rects.entries()) {
    const row = Math.floor((y - rect.y) / rect.cell);
    const col = Math.floor((x - rect.x) / rect.cell);
    const isInside = row >= 0 && col >= 0 && row < rect.rows && col < rect.cols;
    const cell = isInside && cellOf(rect, row, col);
    if (cell) return { plane, ...cell };
  }
  return null;
}

// Where everything stands: from sizes and a width to rectangles. Pure arithmetic, CSS pixels.
/** @import { Across, Plan } from "./arrangement.js" */
/** @import { Extent, Layout, Part, Sizes } from "./shapes.js" */
import { APART, arrangementOf, rectanglesOf } from "./arrangement.js";
import { foldings } from "./folds.js";
import { readableCell } from "./fonts.js";

/** @typedef {{ calm: number, haste: number, tallest: number, largest: number }} Screen */
/** @typedef {Screen & { least: number, kernelCell: (cell: number) => number }} Limits */
/** @typedef {Plan & { score: number }} Scored */

const LARGEST = 52; // a cell never grows past this
const SHORT = { picture: 210, cell: 30 }; // on a short screen a plane gets so high, a cell so small
const NARROW = 640; // below this the kernel may go under the input and the output,
const PHONE = 400; // and below this it must
const MOST_ACROSS = 6;
const EDGE = 4; // room for outlines around the outermost cells
// Up to `calm` the sum stays in view under the stage; past it a plan loses worth with its height,
// by the power `haste`, and past `tallest` it is refused. A narrow screen is scrolled anyway.
const WIDE_SCREEN = { calm: 420, haste: 1.5, tallest: 700 };
const NARROW_SCREEN = { calm: 300, haste: 0.3, tallest: 1200 };
const SMALL_CELLS = 0.6; // the haste when cells are small: there every pixel counts
const ALIGNED = 1.35; // the worth of kernels that stand beside or under their channels
const TOWER = 0.6; // and of everything one over the other
const FOLDED = 0.9; // and of a row broken into lines
const ZOOMED = 26; // a cell of the kernel and the patch when the grids' own cells are too small
const CURVE = { least: 156, most: 280, height: 200, beside: 28 }; // it leaves room for such cells

/**
 * Lay the stage out.
 *
 * `sizes` has `input`, `kernel`, `output`, `patch`: each null or {count, rows, cols, chars,
 * label}, `label` being the least width of a plane, with `folds` where a row may be broken
 * into lines and `names` the room for words beside its cells; `curve` says whether one stands
 * in the kernel's place; `tail` counts what stands under the kernel. As long as digits can be
 * read, all cells are of one size; else the grids shrink, the kernel does not, and the patch
 * under the window stands beside it. On a short screen cells are smaller, so that the sum is
 * seen with the picture.
 *
 * @param {Sizes<boolean>} given
 * @param {number} width
 * @returns {Layout}
 */
export function layoutOf(given, width, isShort = false) {
  /** @type {Sizes} */
  const sizes = { ...given, curve: given.curve ? curveFor(given, width) : null };
  const parts = [sizes.input, sizes.kernel, sizes.output].filter((part) => part !== null);
  const least = readableCell(Math.max(...parts.map(({ chars }) => chars)));
  const largest = isShort && width >= NARROW ? largestOnShort(sizes) : LARGEST;
  const screen = { ...(width < NARROW ? NARROW_SCREEN : WIDE_SCREEN), largest };
  const plain = { ...sizes, patch: null };
  const readable = search(plain, width, { ...screen, least, kernelCell: (cell) => cell });
  return rectanglesOf(readable ?? zoomed(sizes, width, screen, Math.max(ZOOMED, least)), width);
}

/** The cell with which a plane is as high as a short screen has room for. @param {Sizes} sizes */
function largestOnShort({ input, output }) {
  const fitting = Math.floor(SHORT.picture / Math.max(input.rows, output.rows));
  return Math.min(LARGEST, Math.max(SHORT.cell, fitting));
}

/**
 * How wide and high a curve is drawn: it takes what the grids beside it leave.
 *
 * @type {(sizes: Sizes<boolean>, board: number) => Extent}
 */
function curveFor({ input, output }, board) {
  const inside = board - 2 * EDGE;
  const left = inside - 2 * APART.least - (input.cols + output.cols) * CURVE.beside;
  const width = board < NARROW ? CURVE.most : Math.max(CURVE.least, left);
  return { width: Math.min(width, CURVE.most, inside), height: CURVE.height };
}

/**
 * Small grids beside a kernel that can be read; if all that gets too tall, without the patch.
 *
 * @type {(sizes: Sizes, width: number, screen: Screen, side: number) => Scored}
 */
function zoomed(sizes, width, screen, side) {
  const bare = { ...sizes, patch: sizes.kernel ? null : sizes.patch };
  const high = { ...screen, haste: Math.min(screen.haste, SMALL_CELLS), least: 4 };
  const tall = { ...high, haste: 1, tallest: Infinity };
  const last = { ...tall, least: 1 };
  /** @type {[Sizes, number, typeof high][]} */
  const tries = [
    [sizes, side, high], [sizes, ZOOMED, high], [bare, ZOOMED, high],
    [bare, ZOOMED, tall], [bare, 18, tall], [bare, 12, last],
  ];
  for (const [asked, kernelSide, limits] of tries) {
    const best = search(asked, width, { ...limits, kernelCell: () => kernelSide });
    if (best) return best;
  }
  const found = search(bare, Infinity, { ...last, kernelCell: () => 12 });
  if (!found) throw new Error("a stage without an arrangement");
  return found;
}

/**
 * The arrangement with the best cells that fits; null when none does.
 *
 * @type {(sizes: Sizes, width: number, limits: Limits) => Scored | null}
 */
function search(sizes, width, limits) {
  /** @type {Scored | null} */
  let best = null;
  for (const broken of foldings(sizes)) {
    for (const across of arrangements(broken, shapesFor(width, broken))) {
      best = bestCell(broken, width, across, limits, best);
    }
  }
  return best;
}

/**
 * The better of `before` and this arrangement at its best cell size.
 *
 * @type {(sizes: Sizes, width: number, across: Across, limits: Limits,
 *   before: Scored | null) => Scored | null}
 */
function bestCell(sizes, width, across, limits, before) {
  const { calm, haste, tallest, least, largest, kernelCell } = limits;
  const order = across.shape === "tower" ? TOWER : isAligned(across) ? ALIGNED : 1;
  const worth = order * ([sizes.input, sizes.output].some(isBroken) ? FOLDED : 1);
  const plan = (/** @type {number} */ cell) => arrangementOf(sizes, across, cell, kernelCell(cell));
  /** @param {Plan} found */
  const fits = (found) => found.width + 2 * EDGE <= width && found.height <= tallest;
  if (!fits(plan(least))) return before;
  let best = before;
  /** @param {number} cell */
  const isHopeful = (cell) => cell >= least && (!best || cell * worth > best.score);
  for (let cell = Math.min(largest, widestCell(sizes, width, across)); isHopeful(cell); cell -= 1) {
    const found = plan(cell);
    if (!fits(found)) continue;
    const score = cell * worth * Math.min(1, calm / found.height) ** haste;
    if (!best || score > best.score) best = { ...found, score };
  }
  return best;
}

/** @param {Part} part */
const isBroken = ({ fold, names }) => Boolean(fold && !names);

/**
 * No cell can be larger than this: the planes alone fill the width.
 *
 * @type {(sizes: Sizes, width: number, across: Across) => number}
 */
function widestCell({ input, output }, width, across) {
  const cols = Math.max(across.input * input.cols, across.output * output.cols);
  return Math.floor(width / cols);
}

/** @param {Across} across */
const isAligned = ({ input, middle, shape }) =>
  shape === "under" || (input === 1 && middle === 1 && shape === "row");

/**
 * The ways to stand: "row" side by side, "under" the kernels under their channels, "narrow" the
 * kernels under input and output, "tower" one over the other. A curve is watched together
 * with both sides, so it never stands in a tower.
 *
 * @type {(width: number, sizes: Sizes) => Across["shape"][]}
 */
function shapesFor(width, { curve }) {
  if (curve) return width < NARROW ? ["row", "narrow"] : ["row"];
  if (width < PHONE) return ["narrow", "tower"];
  return width < NARROW ? ["row", "under", "narrow", "tower"] : ["row", "under", "tower"];
}

/**
 * @param {Sizes} sizes
 * @param {Across["shape"][]} shapes
 * @returns {Generator<Across>}
 */
function* arrangements({ input, kernel, output, patch }, shapes) {
  for (const inputs of columns(input)) {
    for (const middle of columns(kernel ?? patch)) {
      for (const outputs of columns(output)) {
        for (const shape of shapes) {
          if (shape === "under" && (inputs === 1 || inputs !== middle)) continue;
          for (const over of kernel && patch ? [false, true] : [false]) {
            yield { input: inputs, middle, output: outputs, shape, over };
          }
        }
      }
    }
  }
}

/**
 * How many planes may stand side by side: no more than fill the rows they make.
 *
 * @param {Part | null} part
 */
function columns(part) {
  const count = part?.count ?? 1;
  const all = Array.from({ length: Math.min(count, MOST_ACROSS) }, (_, i) => i + 1);
  const down = (/** @type {number} */ across) => Math.ceil(count / across);
  return all.filter((across) => across === 1 || down(across) < down(across - 1));
}

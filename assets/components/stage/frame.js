// What lights up: a pure function of the scene, the selected step and what is pointed at.
/** @import { Scene } from "./scene.js" */
/** @import { Cell, CellBox, Frame, Lit } from "./shapes.js" */
/** @import { BiasTarget, InputTarget, KernelTarget, OutputTarget, Target } from "./shapes.js" */
/** @typedef {{ plane: number, row: number, col: number }} PlanePlace */
import { cellsOf } from "./boxes.js";

/**
 * One picture of the stage.
 *
 * `now` decides which output cells are written, `step` whose window and sum are shown; they
 * differ only while the pointer rests on an output cell. `lit` lists cells by grid; the
 * others of the grids named in `dimmed` step back. `parts` are the steps that
 * together make an output cell, where one alone does not.
 *
 * @type {(scene: Scene, now: number, hover?: Target | null) => Frame}
 */
export function frameOf(scene, now, hover = null) {
  /** @type {Frame} */
  const frame = { now, step: now, hover, lit: litBy(scene, now), dimmed: [], parts: null };
  if (!hover || scene.steps === 0) return frame;
  return { ...frame, ...pointed(scene, hover, now) };
}

/**
 * What changes because of the pointer.
 *
 * @type {(scene: Scene, hover: Target, now: number) => Partial<Frame>}
 */
function pointed(scene, hover, now) {
  if (hover.grid === "output") return outputPointed(scene, hover);
  if (hover.grid === "input") return inputPointed(scene, hover);
  if (hover.grid === "kernel") return kernelPointed(scene, hover, now);
  return hover.grid === "bias" ? biasPointed(scene, hover) : {};
}

/** @type {(scene: Scene, step: number) => Lit} */
function litBy(scene, step) {
  if (scene.steps === 0) return { input: [], output: [], kernel: [] };
  const written = cellsOf(scene.writes(step)).filter(([, row, col]) => scene.holds(row, col));
  return { input: cellsOf(scene.reads(step)), output: written, kernel: [] };
}

/**
 * A single step is the one to show; among several none is.
 *
 * @type {(steps: number[]) => { step?: number }}
 */
const alone = (steps) => (steps.length === 1 ? { step: steps[0] } : {});

/** @type {(scene: Scene, target: OutputTarget) => Partial<Frame>} */
function outputPointed(scene, { plane, row, col }) {
  const steps = [...scene.writersOf(plane, row, col).steps];
  if (!scene.scatters) return steps.length ? { step: steps[0], lit: litBy(scene, steps[0]) } : {};
  const input = steps.flatMap((step) => cellsOf(scene.reads(step)));
  /** @type {Lit} */
  const lit = { input, output: [[plane, row, col]], kernel: [] };
  return { lit, dimmed: ["input"], parts: steps, ...alone(steps) };
}

/** @type {(scene: Scene, target: InputTarget) => Partial<Frame>} */
function inputPointed(scene, { plane, row, col }) {
  /** @type {Cell[]} */
  const input = copiesOf(scene, row, col).map((cell) => [plane, ...cell]);
  const steps = stepsReading(scene, plane, row, col);
  const output = unique(steps.flatMap((step) => litBy(scene, step).output));
  const shown = scene.scatters || !scene.kernel ? alone(steps) : {};
  return { lit: { input, output, kernel: [] }, dimmed: ["output"], ...shown };
}

/** @type {(scene: Scene, target: KernelTarget, now: number) => Partial<Frame>} */
function kernelPointed(scene, { filter, depth, row, col }, now) {
  const input = touchedBy(scene, filter, depth, row, col);
  const { output } = litBy(scene, now);
  return { lit: { input, output, kernel: [[filter, depth, row, col]] }, dimmed: ["input"] };
}

/** @type {(scene: Scene, target: BiasTarget) => Partial<Frame>} */
function biasPointed(scene, { plane: bias }) {
  const plain = { row: 0, col: 0, height: scene.outRows, width: scene.outCols };
  const all = cellsOf({ ...plain, channel: 0, depth: scene.planes, rowStep: 1, colStep: 1 });
  const output = all.filter((cell) => scene.biasIndex(...cell) === bias);
  return { lit: { input: [], output, kernel: [] }, dimmed: [] };
}

/**
 * All the places a cell stands in the padded input: itself, and its copies in the border.
 *
 * @type {(scene: Scene, row: number, col: number) => [number, number][]}
 */
export function copiesOf(scene, row, col) {
  const source = scene.source(row, col);
  if (source < 0) return [[row, col]];
  /** @type {[number, number][]} */
  const copies = [];
  scene.arrays.source.values.forEach((real, at) => {
    if (real !== source) return;
    const padded = [Math.floor(at / scene.paddedCols), at % scene.paddedCols];
    copies.push([padded[0] - scene.input.top, padded[1] - scene.input.left]);
  });
  return copies;
}

/**
 * The steps that read an input cell, there or through one of its copies.
 *
 * @type {(scene: Scene, channel: number, row: number, col: number) => number[]}
 */
export function stepsReading(scene, channel, row, col) {
  const places = copiesOf(scene, row, col);
  const found = [];
  for (let step = 0; step < scene.steps; step += 1) {
    const box = scene.reads(step);
    if (places.some((place) => reaches(box, channel, ...place))) found.push(step);
  }
  return found;
}

/** @type {(box: CellBox, channel: number, row: number, col: number) => boolean} */
function reaches(box, channel, row, col) {
  const down = (row - box.row) / box.rowStep;
  const along = (col - box.col) / box.colStep;
  return channel >= box.channel && channel < box.channel + box.depth
    && Number.isInteger(down) && down >= 0 && down < box.height
    && Number.isInteger(along) && along >= 0 && along < box.width;
}

/**
 * Every input cell one weight was multiplied with in the whole run, copies' sources too.
 *
 * @type {(scene: Scene, filter: number, depth: number, row: number, col: number) => Cell[]}
 */
export function touchedBy(scene, filter, depth, row, col) {
  /** @type {Cell[]} */
  const cells = [];
  for (let step = 0; step < scene.steps; step += 1) {
    if (scene.filter(step) !== filter) continue;
    const reads = scene.reads(step);
    if (scene.scatters) {
      const { row: top, col: left, rowStep, colStep } = scene.writes(step);
      if (scene.holds(top + row * rowStep, left + col * colStep)) cells.push(...cellsOf(reads));
    } else {
      /** @type {[number, number]} */
      const cell = [reads.row + row * reads.rowStep, reads.col + col * reads.colStep];
      cells.push([reads.channel + depth, ...cell], ...realOf(scene, reads.channel + depth, cell));
    }
  }
  return unique(cells);
}

/** @type {(scene: Scene, channel: number, cell: [number, number]) => Cell[]} */
function realOf(scene, channel, [row, col]) {
  const source = scene.source(row, col);
  if (source < 0 || scene.isReal(row, col)) return [];
  return [[channel, Math.floor(source / scene.input.cols), source % scene.input.cols]];
}

/** @type {(cells: Cell[]) => Cell[]} */
function unique(cells) {
  return [...new Map(cells.map((cell) => [cell.join(), cell])).values()];
}

/**
 * Where a step belongs, so that it can be found again after the settings changed.
 *
 * @type {(scene: Scene, step: number) => PlanePlace}
 */
export function placeOf(scene, step) {
  const { channel, row, col } = scene.scatters ? scene.reads(step) : scene.writes(step);
  return { plane: channel, row, col };
}

/**
 * The step at a place, or at the nearest place there is.
 *
 * @type {(scene: Scene, place: PlanePlace) => number}
 */
export function stepAt(scene, { plane, row, col }) {
  let best = 0;
  let least = Infinity;
  for (let step = 0; step < scene.steps; step += 1) {
    const found = placeOf(scene, step);
    const distance = Math.abs(found.plane - plane) * 1e6
      + Math.abs(found.row - row) * 1e3 + Math.abs(found.col - col);
    if (distance < least) [best, least] = [step, distance];
  }
  return best;
}
